"""Bodies: JSON, or a multipart form with `payload_json` and files."""

import re
from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from bot.sandbox.routes.calls import Upload

FILE_FIELD = re.compile(r"files?\[(\d+)\]")


async def read_body(request: web.Request) -> tuple[Any, dict[int, Upload]]:
    """What cannot be read as JSON comes back as None, and the handler refuses it."""
    if not request.can_read_body:
        return None, {}
    if request.content_type.startswith("multipart/"):
        return await _read_form(request)
    return _json(await request.read()), {}


async def _read_form(request: web.Request) -> tuple[Any, dict[int, Upload]]:
    body: Any = {}
    files: dict[int, Upload] = {}
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read())
        number = FILE_FIELD.fullmatch(part.name or "")
        if part.name == "payload_json":
            body = _json(content)
        elif number:
            files[int(number[1])] = Upload(part.filename or "unknown", content)
    return body, files


def _json(content: bytes) -> Any:
    try:
        return orjson.loads(content)
    except ValueError:
        return None
