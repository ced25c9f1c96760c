from dataclasses import replace

import pytest
from aiohttp import web
from yarl import URL

from bot.errors import SourceError
from bot.fetching.fetch import fetch
from bot.fetching.locations import redirected
from bot.fetching.outcomes import Fetched, Validators
from tests.fetching.conftest import Names
from tests.fetching.servers import LOOPBACK, Visits, sending, serving

ORIGIN = URL("https://talks.example/2026/link")


def redirecting_to(location: str, status: int = 302) -> bytes:
    return f"HTTP/1.1 {status} Moved\r\nContent-Length: 0\r\nLocation: {location}\r\n\r\n".encode()


async def countdown(request: web.Request) -> web.Response:
    """`/3` leads to `/2`, and so on to `/0`."""
    left = int(request.path[1:])
    if left == 0:
        return web.Response(text="arrived")
    return web.Response(status=302, headers={"Location": str(left - 1)})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirect_is_followed(status: int) -> None:
    visits = Visits()
    async with (
        serving(visits.answer) as goal,
        sending(redirecting_to(f"http://127.0.0.1:{goal}/there#day2", status)) as port,
    ):
        outcome = await fetch(f"http://127.0.0.1:{port}/", LOOPBACK)
    assert isinstance(outcome, Fetched)
    assert outcome.content == b"schedule"
    assert URL(outcome.url).with_fragment(None) == URL(f"http://127.0.0.1:{goal}/there")
    assert [(request.method, request.path) for request in visits.requests] == [("GET", "/there")]


async def test_as_many_redirects_are_followed_as_the_limit_says() -> None:
    limits = replace(LOOPBACK, redirects=3)
    async with serving(countdown) as port:
        arrived = await fetch(f"http://127.0.0.1:{port}/3", limits)
        assert arrived == Fetched(url=f"http://127.0.0.1:{port}/0", content=b"arrived", validators=Validators())
        with pytest.raises(SourceError, match="redirects more than 3 times"):
            await fetch(f"http://127.0.0.1:{port}/4", limits)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "after a redirect to 169.254.169.254: .*no public address"),
        ("http://127.0.0.2/", "after a redirect to 127.0.0.2: 127.0.0.2 is no public address"),
        ("http://[::1]/", "::1 is no public address"),
        ("http://0x7f000002/", "0x7f000002 leads to 127.0.0.2, which is no public address"),
        ("//10.0.0.1/", "10.0.0.1 is no public address"),
        ("http://8.8.8.8:25/", "port 25 is none of a web server"),
        ("file:///etc/passwd", "it redirects to file:///etc/passwd: a link must begin with https://"),
        ("ftp://talks.example/", "it redirects to ftp://talks.example/: a link must begin"),
        ("http://me:secret@talks.example/", "user name or password"),
        ("http://[", "malformed"),
        ("http://talks.example:99999/", "malformed"),
    ],
)
async def test_redirect_to_a_forbidden_place_is_refused(location: str, reason: str) -> None:
    async with sending(redirecting_to(location)) as port:
        with pytest.raises(SourceError, match=reason):
            await fetch(f"http://127.0.0.1:{port}/", LOOPBACK)


async def test_redirect_to_nowhere_is_refused() -> None:
    async with sending(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n") as port:
        with pytest.raises(SourceError, match="redirects without saying where to"):
            await fetch(f"http://127.0.0.1:{port}/", LOOPBACK)


async def test_name_is_judged_again_after_a_redirect(names: Names) -> None:
    trap = Visits("secret")
    async with sending(redirecting_to("/again")) as port, serving(trap.answer, address="127.0.0.2", port=port):
        names({"talks.example": [["127.0.0.1"], ["127.0.0.2"]]})
        with pytest.raises(SourceError, match=r"talks\.example leads to 127\.0\.0\.2, which is no public address"):
            await fetch(f"http://talks.example:{port}/", LOOPBACK)
    assert trap.requests == []


def test_redirect_from_https_to_http_is_refused() -> None:
    with pytest.raises(SourceError, match="from https:// to http://"):
        redirected(ORIGIN, "http://talks.example/schedule.json")


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("schedule.json", "https://talks.example/2026/schedule.json"),
        ("/schedule.json", "https://talks.example/schedule.json"),
        ("?page=2", "https://talks.example/2026/link?page=2"),
        ("//cdn.example/s", "https://cdn.example/s"),
    ],
)
def test_relative_redirect_starts_from_where_it_stands(location: str, target: str) -> None:
    assert redirected(ORIGIN, location) == URL(target)
