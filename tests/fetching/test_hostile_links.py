import socket
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import SourceError
from bot.fetching.fetch import fetch
from bot.fetching.limits import FetchLimits
from tests.fetching.conftest import Names
from tests.fetching.servers import LOOPBACK, Visits, serving

STRICT = FetchLimits(seconds=2)
LOOPBACK_HOSTS = [
    *("127.0.0.1", "localhost", "LOCALHOST", "2130706433", "0x7f000001", "0x7f.0x0.0x0.0x1", "0x7f.1"),
    *("0177.0.0.1", "017700000001", "127.1", "127.0.1", "0", "0.0.0.0", "127.0.0.1.", "１２７.0.0.1", "①②⑦.0.0.1"),
    *(
        "127。0。0。1",
        "ⓛocalhost",
        "%31%32%37.0.0.1",
        "127.0.0.1%00.example.org",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
    ),
    *("[0:0:0:0:0:ffff:7f00:0001]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[::1%25lo]", "[::%25a%25b]", "[::]"),
]
PIECES = st.sampled_from(
    [
        *"/:@?#%[]\\.-_ ",
        "http",
        "https:",
        "//",
        "http://",
        "%00",
        "\r\n",
        "\x00",
        "\ud800",
        "é",
        "[::1",
        "0x",
        "xn--",
        "٣",
    ]
)
LINKS = st.text() | st.text().map("http://{}".format) | st.lists(PIECES | st.text(max_size=3)).map("".join)


system_look_up = socket.getaddrinfo


def only_numbers(host: str, port: int, family: int, kind: int, protocol: int, flags: int) -> Any:
    """The system's own reading of numeric hosts, without asking any name server."""
    return system_look_up(host, port, family, kind, protocol, flags | socket.AI_NUMERICHOST)


@pytest.mark.parametrize("host", LOOPBACK_HOSTS)
async def test_no_spelling_of_loopback_gets_through(host: str) -> None:
    visits = Visits("secret")
    async with serving(visits.answer, address="127.0.0.1") as port:
        with pytest.raises(SourceError):
            await fetch(f"http://{host}:{port}/", STRICT)
    assert visits.requests == []


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("", "must begin with https:// or http://"),
        ("talks.example/schedule.json", "must begin with https:// or http://"),
        ("//talks.example/", "must begin with https:// or http://"),
        ("ftp://talks.example/", "must begin with https:// or http://"),
        ("file:///etc/passwd", "must begin with https:// or http://"),
        ("javascript:alert(1)", "must begin with https:// or http://"),
        ("gopher://127.0.0.1:6379/_FLUSHALL", "must begin with https:// or http://"),
        ("http:///schedule.json", "names no server"),
        ("https:", "names no server"),
        ("http://[fe80::1%25eth0]/", "names no server"),
        ("http://me:secret@talks.example/", "user name or password"),
        ("http://me@talks.example/", "user name or password"),
        ("http://:secret@talks.example/", "user name or password"),
        ("http://talks.example@127.0.0.1/", "user name or password"),
        ("http://talks.example\\@127.0.0.1/", "malformed"),
        ("http://talks.example:port/", "malformed"),
        ("http://talks.example:65536/", "malformed"),
        ("http://[::1/", "malformed"),
        ("http://talks.example/\x00\r\nHost: x", "talks.example cannot be found"),
        ("http://talks..example/", "talks..example cannot be found"),
        (f"http://{'x' * 64}.example/", "x.example cannot be found"),
        ("http://10.0.0.1/", "10.0.0.1 is no public address"),
        ("http://[fd00::1]/", "fd00::1 is no public address"),
        ("http://100.64.0.1/", "100.64.0.1 is no public address"),
        ("http://8.8.8.8:22/", "port 22 is none of a web server"),
    ],
)
async def test_refusal_says_why(link: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", only_numbers)
    with pytest.raises(SourceError, match=reason):
        await fetch(link, STRICT)


@given(LINKS)
@settings(max_examples=200, deadline=None)
async def test_no_text_breaks_the_fetch(link: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(socket, "getaddrinfo", only_numbers)
        with pytest.raises(SourceError):
            await fetch(link, FetchLimits(seconds=0.5))


async def test_name_that_changes_its_address_after_the_check_gains_nothing(names: Names) -> None:
    honest, trap = Visits("schedule"), Visits("secret")
    async with serving(honest.answer) as port, serving(trap.answer, address="127.0.0.2", port=port):
        names({"talks.example": [["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]]})
        await fetch(f"http://talks.example:{port}/", LOOPBACK)
    assert len(honest.requests) == 1
    assert trap.requests == []


@pytest.mark.parametrize("addresses", [["127.0.0.1", "10.0.0.1"], ["10.0.0.1", "127.0.0.1"]])
async def test_one_forbidden_address_spoils_the_name(names: Names, addresses: list[str]) -> None:
    visits = Visits()
    async with serving(visits.answer) as port:
        names({"talks.example": [addresses]})
        with pytest.raises(SourceError, match=r"talks\.example leads to 10\.0\.0\.1, which is no public address"):
            await fetch(f"http://talks.example:{port}/", LOOPBACK)
    assert visits.requests == []
