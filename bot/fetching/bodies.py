from collections.abc import Callable
from typing import TypeAlias

import aiohttp

from bot.errors import SourceError

Progress: TypeAlias = Callable[[int, int | None], None]


async def read_body(response: aiohttp.ClientResponse, max_bytes: int, progress: Progress | None) -> bytes:
    """Decompression happens in small steps as the stream is read, so what exceeds `max_bytes` is never unpacked."""
    announced = response.content_length
    if announced is not None and announced > max_bytes:
        raise _too_large(max_bytes)
    total = None if "Content-Encoding" in response.headers else announced
    content = bytearray()
    async for part in response.content.iter_any():
        content += part
        if len(content) > max_bytes:
            raise _too_large(max_bytes)
        if progress:
            progress(len(content), total)
    return bytes(content)


def _too_large(max_bytes: int) -> SourceError:
    return SourceError(f"it is larger than {max_bytes / 2**20:.3g} MB, which is the limit")
