"""A document from a link that a stranger typed: http(s) only, to public addresses only, within limits."""

import asyncio
from importlib.metadata import version

import aiohttp
from yarl import URL

from bot.errors import SourceError
from bot.fetching.bodies import Progress, read_body
from bot.fetching.connecting import guarded_connector
from bot.fetching.failures import explaining, refused_status
from bot.fetching.limits import FetchLimits
from bot.fetching.locations import read_location, redirected, shown_host
from bot.fetching.outcomes import Fetched, FetchOutcome, NotModified, Validators

_REDIRECTS = {301, 302, 303, 307, 308}
_OK = 200
_NOT_MODIFIED = 304
_CONDITIONS = {"If-None-Match", "If-Modified-Since"}


async def fetch(
    link: str,
    limits: FetchLimits,
    *,
    validators: Validators | None = None,
    progress: Progress | None = None,
) -> FetchOutcome:
    """`validators` come from an earlier Fetched. Raise SourceError, which says why and what to do."""
    asked = read_location(link)
    try:
        async with asyncio.timeout(limits.seconds), _session(limits, validators or Validators()) as session:
            return await _follow(session, asked, limits, progress)
    except TimeoutError:
        raise SourceError(
            f"{shown_host(asked)} took longer than {limits.seconds:g} seconds: "
            "try again later, or download the file and attach it"
        ) from None


def _session(limits: FetchLimits, validators: Validators) -> aiohttp.ClientSession:
    """No proxy, no cookies, and no time limit but that of the whole fetch."""
    headers = {
        "User-Agent": f"Talkbot/{version('talkbot')} (schedule import)",
        "Accept-Encoding": "gzip, deflate",
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.last_modified,
    }
    return aiohttp.ClientSession(
        connector=guarded_connector(limits),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={name: value for name, value in headers.items() if value is not None},
        timeout=aiohttp.ClientTimeout(total=None),
        trust_env=False,
    )


async def _follow(
    session: aiohttp.ClientSession, asked: URL, limits: FetchLimits, progress: Progress | None
) -> FetchOutcome:
    """Redirects are followed here rather than by aiohttp: each stop is judged like the first."""
    url = asked
    for _ in range(limits.redirects + 1):
        with explaining(url, asked):
            async with session.get(url, allow_redirects=False) as response:
                if response.status not in _REDIRECTS:
                    return await _read(response, limits, progress)
                url = redirected(url, response.headers.get("Location"))
    raise SourceError(f"it redirects more than {limits.redirects} times: give the link of the document itself")


async def _read(response: aiohttp.ClientResponse, limits: FetchLimits, progress: Progress | None) -> FetchOutcome:
    if response.status == _NOT_MODIFIED and response.request_info.headers.keys() & _CONDITIONS:
        return NotModified(url=str(response.url))
    if response.status != _OK:
        raise refused_status(response.status, shown_host(response.url))
    content = await read_body(response, limits.max_bytes, progress)
    return Fetched(url=str(response.url), content=content, validators=_validators(response))


def _validators(response: aiohttp.ClientResponse) -> Validators:
    """Only what can be sent back as a header; a server may write anything."""
    etag, last_modified = (response.headers.get(name) for name in ("ETag", "Last-Modified"))
    return Validators(etag=_sendable(etag), last_modified=_sendable(last_modified))


def _sendable(value: str | None) -> str | None:
    return value if value and value.isascii() and value.isprintable() else None
