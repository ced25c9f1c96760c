import gzip

import pytest
from aiohttp import web

from bot.errors import SourceError
from bot.fetching.fetch import fetch
from bot.fetching.outcomes import Fetched, NotModified, Validators
from tests.fetching.conftest import Names
from tests.fetching.servers import LOOPBACK, Visits, sending, serving


async def test_document_comes_with_its_address_and_validators() -> None:
    async def answer(request: web.Request) -> web.Response:
        headers = {"ETag": 'W/"7"', "Last-Modified": "Mon, 24 Oct 2022 08:00:00 GMT"}
        return web.Response(body=b"\x00talks\xff", headers=headers)

    async with serving(answer) as port:
        link = f"http://127.0.0.1:{port}/schedule.json?day=1"
        outcome = await fetch(f" <{link}> ", LOOPBACK)
    validators = Validators(etag='W/"7"', last_modified="Mon, 24 Oct 2022 08:00:00 GMT")
    assert outcome == Fetched(url=link, content=b"\x00talks\xff", validators=validators)


async def test_validators_that_no_header_can_carry_are_dropped() -> None:
    broken = b'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: "\xff"\r\nLast-Modified: \xc3\xa9\r\n\r\n'
    async with sending(broken) as port:
        outcome = await fetch(f"http://127.0.0.1:{port}/", LOOPBACK)
    assert outcome == Fetched(url=f"http://127.0.0.1:{port}/", content=b"", validators=Validators())


@pytest.mark.parametrize(
    ("validators", "header"),
    [
        (Validators(etag='"7"'), "If-None-Match"),
        (Validators(last_modified="Mon, 24 Oct 2022 08:00:00 GMT"), "If-Modified-Since"),
    ],
)
async def test_unchanged_document_is_not_sent_again(validators: Validators, header: str) -> None:
    async def answer(request: web.Request) -> web.Response:
        known = {'"7"', "Mon, 24 Oct 2022 08:00:00 GMT"}
        return web.Response(status=304 if request.headers.get(header) in known else 200)

    async with serving(answer) as port:
        link = f"http://127.0.0.1:{port}/"
        assert await fetch(link, LOOPBACK, validators=validators) == NotModified(url=link)


async def test_not_modified_makes_no_sense_where_nothing_was_known() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=304)

    async with serving(answer) as port:
        with pytest.raises(SourceError, match="HTTP status 304"):
            await fetch(f"http://127.0.0.1:{port}/", LOOPBACK)


async def test_compressed_document_is_unpacked() -> None:
    async def answer(request: web.Request) -> web.Response:
        assert request.headers["Accept-Encoding"] == "gzip, deflate"
        return web.Response(body=gzip.compress(b"talks" * 1000), headers={"Content-Encoding": "gzip"})

    heard: list[tuple[int, int | None]] = []
    async with serving(answer) as port:
        outcome = await fetch(f"http://127.0.0.1:{port}/", LOOPBACK, progress=lambda *step: heard.append(step))
    assert isinstance(outcome, Fetched)
    assert outcome.content == b"talks" * 1000
    assert heard[-1] == (5000, None)


async def test_progress_counts_up_to_the_announced_size() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=bytes(500_000))

    heard: list[tuple[int, int | None]] = []
    async with serving(answer) as port:
        await fetch(f"http://127.0.0.1:{port}/", LOOPBACK, progress=lambda *step: heard.append(step))
    assert len(heard) > 1
    assert heard == sorted(heard)
    assert heard[-1] == (500_000, 500_000)


async def test_request_says_who_asks_and_nothing_else(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    visits = Visits()
    async with serving(visits.answer) as port:
        names({"talks.example": [["127.0.0.1"]]})
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
        await fetch(f"http://talks.example:{port}/", LOOPBACK)
    [request] = visits.requests
    assert request.headers["User-Agent"].startswith("Talkbot/")
    assert request.headers["User-Agent"].endswith(" (schedule import)")
    assert {name.lower() for name in request.headers} == {
        "host",
        "user-agent",
        "accept",
        "accept-encoding",
        "connection",
    }


async def test_cookies_are_not_kept_between_redirects(names: Names) -> None:
    cookies: list[str | None] = []

    async def answer(request: web.Request) -> web.Response:
        cookies.append(request.headers.get("Cookie"))
        status = 302 if request.path == "/" else 200
        return web.Response(status=status, headers={"Location": "/next", "Set-Cookie": "id=1; Path=/"})

    async with serving(answer) as port:
        names({"talks.example": [["127.0.0.1"], ["127.0.0.1"]]})
        await fetch(f"http://talks.example:{port}/", LOOPBACK)
    assert cookies == [None, None]


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, "wants a sign-in"),
        (403, "wants a sign-in"),
        (404, "there is nothing at this link"),
        (410, "there is nothing at this link"),
        (429, "asked too often"),
        (500, "trouble of its own"),
        (503, "trouble of its own"),
        (206, "no document"),
        (300, "no document"),
        (418, "no document"),
    ],
)
async def test_refusal_by_the_server_says_what_to_do(status: int, advice: str) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, text="an error page")

    async with serving(answer) as port:
        with pytest.raises(SourceError, match=f"^127.0.0.1 answered with HTTP status {status}, .*{advice}"):
            await fetch(f"http://127.0.0.1:{port}/", LOOPBACK)
