"""Whether the requests that the bot sent are such as Discord describes them.

Discord's OpenAPI description is no part of the project. It is looked for in the folder TALKBOT_DATA, or else in
../shared/data beside the repository; a test that needs it skips where `openapi_path()` is None. What the
description does not hold is checked by `tests/sandbox/unwritten_rules.py`.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # comes without types

from bot.sandbox.records import Recorded
from tests.sandbox.unwritten_rules import unwritten_complaints

Json: TypeAlias = dict[str, Any]

WHERE_TO_GET_IT = "Discord's OpenAPI description is not there: set TALKBOT_DATA to the folder with discord/openapi.json"
LONGEST_REASON = 100
JSON_BODY = "application/json"
UNIONS = ("anyOf", "oneOf", "allOf")
# discord.py adds these of its own accord: to edits, to every command, to every embed.
SENT_BY_THE_LIBRARY = re.compile(r"\.tts|\.nsfw|embeds\[\d+\]\.flags")


def openapi_path() -> Path | None:
    folder = os.environ.get("TALKBOT_DATA") or Path(__file__).parents[3] / "shared" / "data"
    path = Path(folder) / "discord" / "openapi.json"
    return path if path.is_file() else None


@cache
def description_at(path: Path) -> "Description":
    """Read and prepared once for all tests."""
    return Description(json.loads(path.read_text(encoding="utf-8")))


def complaints(requests: Iterable[Recorded]) -> list[str]:
    """What is wrong with the bodies of these requests; nothing where the description is absent."""
    path = openapi_path()
    return [] if path is None else list(description_at(path).complaints(requests))


class Description:
    def __init__(self, document: Json) -> None:
        self._document = document
        _accept_numbers_as_ids(document["components"]["schemas"])
        self._validators: dict[tuple[str, str], Draft202012Validator | None] = {}
        self._judged: dict[tuple[str, str, str], list[str]] = {}

    def complaints(self, requests: Iterable[Recorded]) -> Iterator[str]:
        for request in requests:
            for complaint in self._judge(request):
                yield f"{request.method} {request.path}: {complaint}"

    def _judge(self, request: Recorded) -> list[str]:
        """Remembered, since bots send the same bodies over and over."""
        key = (request.method, request.template, json.dumps(request.body))
        if key not in self._judged:
            self._judged[key] = list(self._look_at(request))
        return self._judged[key]

    def _look_at(self, request: Recorded) -> Iterator[str]:
        if request.method.lower() not in self._document["paths"].get(request.template, {}):
            yield f"Discord has no such route as {request.template}"
            return
        validator = self._validator(request.method.lower(), request.template)
        if validator is None or request.body is None:
            return
        if not validator.is_valid(request.body):
            yield _reason(validator, request.body)
            return
        for key in self._unknown_keys(request.body, [validator.schema], "$"):
            if not SENT_BY_THE_LIBRARY.search(key):
                yield f"{key}: Discord does not know this key"
        yield from unwritten_complaints(request)

    def _validator(self, method: str, template: str) -> Draft202012Validator | None:
        """None where a request has no body."""
        key = (method, template)
        if key not in self._validators:
            operation = self._document["paths"][template][method]
            content = operation.get("requestBody", {}).get("content", {})
            self._validators[key] = self._compiled(content) if JSON_BODY in content else None
        return self._validators[key]

    def _compiled(self, content: Json) -> Draft202012Validator:
        """With the components beside it, where its references lead."""
        schema = content[JSON_BODY]["schema"] | {"components": self._document["components"]}
        return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)

    def _unknown_keys(self, value: Any, schemas: list[Json], path: str) -> Iterator[str]:
        """Keys that none of the alternatives knows; the description itself lets them pass."""
        resolved = [leaf for schema in schemas for leaf in self._leaves(schema, value)]
        if isinstance(value, list):
            items = [schema["items"] for schema in resolved if isinstance(schema.get("items"), dict)]
            for position, item in enumerate(value):
                yield from self._unknown_keys(item, items, f"{path}[{position}]")
        elif isinstance(value, dict):
            for key, inner in value.items():
                known = [schema["properties"][key] for schema in resolved if key in schema.get("properties", {})]
                if known:
                    yield from self._unknown_keys(inner, known, f"{path}.{key}")
                elif not any("additionalProperties" in schema for schema in resolved):
                    yield f"{path}.{key}"

    def _leaves(self, schema: Json, value: Any) -> Iterator[Json]:
        """The schemas behind references and unions; of components only those of the value's own type."""
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            yield from self._leaves(self._document["components"]["schemas"][name], value)
            return
        for union in UNIONS:
            for alternative in schema.get(union, []):
                yield from self._leaves(alternative, value)
        if ("properties" in schema or "items" in schema) and self._is_of_type(schema, value):
            yield schema

    def _is_of_type(self, schema: Json, value: Any) -> bool:
        marker = schema.get("properties", {}).get("type", {})
        allowed = [entry["const"] for entry in marker.get("allOf", []) + marker.get("oneOf", []) if "const" in entry]
        allowed += marker.get("enum", [])
        if not allowed or not isinstance(value, dict) or "type" not in value:
            return True
        return value["type"] in allowed


def _accept_numbers_as_ids(schemas: Json) -> None:
    """Discord takes ids as numbers as well as texts, and discord.py sends some of them so."""
    schemas["SnowflakeType"]["type"] = ["string", "integer"]


def _reason(validator: Draft202012Validator, body: Any) -> str:
    """Of all the alternatives that do not fit, what is wrong deepest inside, as that is the one meant."""
    error = max(validator.iter_errors(body), key=lambda error: len(error.absolute_path))
    while error.context:
        error = max(error.context, key=lambda inner: (len(inner.absolute_path), inner.validator != "enum"))
    message = str(error.message)
    shown = message if len(message) <= LONGEST_REASON else f"{message[:LONGEST_REASON]} … {message[-LONGEST_REASON:]}"
    return f"{error.json_path}: {shown}"
