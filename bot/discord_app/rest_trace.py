"""Every request to Discord is counted by its route, whose ids and tokens are left out."""

from collections.abc import Callable
from types import SimpleNamespace

import aiohttp
from discord.http import Route
from yarl import URL

from bot.discord_app.leaving import refuse_to_leave_late
from bot.measures import Measures

# Whatever is not one of these in a path is an id, a token, or somebody's text.
_WORDS = frozenset(
    {"@me", "@original", "applications", "bot", "bulk-delete", "callback", "channels", "commands", "crosspost"}
    | {"gateway", "guilds", "interactions", "members", "messages", "oauth2", "permissions", "pins", "roles"}
    | {"scheduled-events", "threads", "typing", "users", "webhooks"}
)
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
_CALLBACK = "/interactions/{}/{}/callback"
_LOST = "no answer"
_REFUSED_FROM = 400


def rest_trace(measures: Measures, responded: Callable[[int], None]) -> aiohttp.TraceConfig:
    """`responded` is told the id of each interaction that Discord took an answer to."""

    async def ended(_session: object, _context: SimpleNamespace, done: aiohttp.TraceRequestEndParams) -> None:
        route, status = route_of(done.url), done.response.status
        measures.requested(_method(done.method), route, str(status))
        if route == _CALLBACK and status < _REFUSED_FROM:
            responded(int(done.url.parts[-3]))

    async def lost(_session: object, _context: SimpleNamespace, done: aiohttp.TraceRequestExceptionParams) -> None:
        measures.requested(_method(done.method), route_of(done.url), _LOST)

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(refuse_to_leave_late)
    trace.on_request_end.append(ended)
    trace.on_request_exception.append(lost)
    return trace


def route_of(url: URL) -> str:
    """Such as `/channels/{}/messages`. What is not Discord's REST is elsewhere, the gateway as well."""
    address = str(url)
    if not address.startswith(Route.BASE):
        return "elsewhere"
    path = address[len(Route.BASE) :].partition("?")[0]
    return "/".join(part if part in _WORDS or not part else "{}" for part in path.split("/"))


def _method(method: str) -> str:
    return method if method in _METHODS else "other"
