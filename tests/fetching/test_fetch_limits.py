import asyncio
import re
import time
import tracemalloc
import zlib
from dataclasses import replace

import pytest
from aiohttp import web

from bot.errors import SourceError
from bot.fetching.fetch import fetch
from bot.fetching.limits import FetchLimits
from tests.fetching.servers import LOOPBACK, sending, serving

SMALL = replace(LOOPBACK, max_bytes=100_000)
HASTY = replace(LOOPBACK, seconds=0.2)
BOMB_SIZE = 64 * 2**20


def test_limits_without_settings() -> None:
    assert FetchLimits() == FetchLimits(max_bytes=26_214_400, seconds=30, redirects=5, allowed_networks=())


async def test_announced_size_is_refused_before_anything_is_read() -> None:
    heard: list[int] = []
    async with sending(b"HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n" + bytes(50)) as port:
        with pytest.raises(SourceError, match=re.escape("larger than 0.0954 MB")):
            await fetch(f"http://127.0.0.1:{port}/", SMALL, progress=lambda done, _: heard.append(done))
    assert heard == []


async def test_document_as_large_as_the_limit_is_taken() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=bytes(SMALL.max_bytes))

    async with serving(answer) as port:
        outcome = await fetch(f"http://127.0.0.1:{port}/", SMALL)
    assert len(getattr(outcome, "content", b"")) == SMALL.max_bytes


@pytest.mark.parametrize("chunked", [True, False])
async def test_stream_without_end_is_stopped(*, chunked: bool) -> None:
    sent = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        if chunked:
            response.enable_chunked_encoding()
        else:
            response.force_close()
        await response.prepare(request)
        while True:
            await response.write(bytes(50_000))
            sent += 50_000

    async with serving(answer) as port:
        with pytest.raises(SourceError, match="larger than"):
            await fetch(f"http://127.0.0.1:{port}/", SMALL)
    assert sent < 50 * 2**20


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_bomb_is_not_unpacked(encoding: str) -> None:
    packer = zlib.compressobj(9, wbits=31 if encoding == "gzip" else 15)
    bomb = packer.compress(bytes(BOMB_SIZE)) + packer.flush()

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=bomb, headers={"Content-Encoding": encoding})

    async with serving(answer) as port:
        tracemalloc.start()
        try:
            with pytest.raises(SourceError, match="larger than"):
                await fetch(f"http://127.0.0.1:{port}/", SMALL)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert len(bomb) < SMALL.max_bytes
    assert peak < BOMB_SIZE / 16


async def test_body_that_drips_is_given_up() -> None:
    drops = [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", *[b"x"] * 100]
    async with sending(*drops, pause=0.05) as port:
        began = time.monotonic()
        with pytest.raises(SourceError, match=re.escape("took longer than 0.2 seconds")):
            await fetch(f"http://127.0.0.1:{port}/", HASTY)
    assert time.monotonic() - began < 4


async def test_time_limit_counts_all_redirects_together() -> None:
    async def answer(request: web.Request) -> web.Response:
        await asyncio.sleep(0.08)
        return web.Response(status=302, headers={"Location": "/"})

    async with serving(answer) as port:
        with pytest.raises(SourceError, match="took longer than"):
            await fetch(f"http://127.0.0.1:{port}/", replace(HASTY, redirects=1000))


async def test_server_that_never_answers_is_given_up() -> None:
    async with sending(b"", pause=60) as port:
        with pytest.raises(SourceError, match="took longer than"):
            await fetch(f"http://127.0.0.1:{port}/", HASTY)


async def test_cancelling_is_not_taken_for_a_time_limit() -> None:
    async with sending(b"", pause=60) as port:
        running = asyncio.create_task(fetch(f"http://127.0.0.1:{port}/", LOOPBACK))
        await asyncio.sleep(0.05)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
