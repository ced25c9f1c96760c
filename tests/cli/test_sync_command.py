"""`talkbot sync` against a server on this machine, which answers from the test's own loop."""

import asyncio
import json
import subprocess
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from tests.cli.conftest import Talkbot
from tests.fetching.servers import serving

ALLOWED = {"FETCH_ALLOWED_NETWORKS": "127.0.0.0/8"}


class Site:
    def __init__(self) -> None:
        self.titles = ["Gardening", "Pottery", "Carpentry"]
        self.status = 200

    async def answer(self, request: web.Request) -> web.Response:
        etag = f'"{"-".join(self.titles)}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        talks = [{"key": title[0], "title": title} for title in self.titles]
        content = {"event": {"name": "Garden Days"}, "talks": talks}
        return web.json_response(content, status=self.status, headers={"ETag": etag})


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
async def link(site: Site, talkbot: Talkbot) -> AsyncIterator[str]:
    """Imported already."""
    async with serving(site.answer) as port:
        url = f"http://127.0.0.1:{port}/garden.json"
        assert (await run(talkbot, "import", url, "--yes")).returncode == 0
        yield url


async def run(talkbot: Talkbot, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return await asyncio.to_thread(talkbot, *arguments, **ALLOWED)


def records(ended: "subprocess.CompletedProcess[bytes]") -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_nothing_to_read_again_is_said(talkbot: Talkbot) -> None:
    ended = talkbot("sync")
    assert (ended.returncode, ended.stdout) == (0, b"")
    assert "No event was imported from a link" in ended.stderr.decode()
    ended = talkbot("sync", "kubecon na 2022")
    assert ended.returncode == 2
    assert "was not imported from a link" in ended.stderr.decode()


async def test_unchanged_link_is_told_as_unchanged(talkbot: Talkbot, link: str) -> None:
    ended = await run(talkbot, "sync", "--json")
    assert ended.returncode == 0
    assert records(ended) == [
        {
            "source": link,
            "format": "talkbot",
            "event": "Garden Days",
            "talks": 3,
            "new": 0,
            "changed": 0,
            "unchanged": 3,
            "cancelled": 0,
            "gone": 0,
            "refused": [],
        }
    ]
    assert (await run(talkbot, "sync")).stdout.decode() == f"Garden Days · {link} · unchanged\n"


async def test_changed_link_is_applied(talkbot: Talkbot, site: Site, link: str) -> None:
    site.titles.append("Weaving")
    ended = await run(talkbot, "sync", "garden", "--json")
    (record,) = records(ended)
    assert (ended.returncode, record["talks"], record["new"], record["unchanged"]) == (0, 4, 1, 3)
    assert (await run(talkbot, "search", "weaving", "--event", "Garden Days")).returncode == 0


async def test_loss_is_held_back_until_yes(talkbot: Talkbot, site: Site, link: str) -> None:
    site.titles = ["Gardening"]
    ended = await run(talkbot, "sync")
    assert (ended.returncode, ended.stdout) == (2, b"")
    (line,) = ended.stderr.decode().splitlines()
    assert "2 of 3 talks are gone from the source" in line
    ended = await run(talkbot, "sync", "--yes", "--json")
    (record,) = records(ended)
    assert (ended.returncode, record["talks"], record["gone"]) == (0, 1, 2)


async def test_failing_link_is_one_clear_line(talkbot: Talkbot, site: Site, link: str) -> None:
    site.titles, site.status = ["Weaving"], 500
    ended = await run(talkbot, "sync")
    assert (ended.returncode, ended.stdout) == (2, b"")
    (line,) = ended.stderr.decode().splitlines()
    assert line.startswith(f"Garden Days: {link}: 127.0.0.1 answered with HTTP status 500")
