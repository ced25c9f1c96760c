"""How long a request may be held back before it leaves: discord.py waits out Discord's limits inside of it, however
long they are, and a nonce that is as old as that may be forgotten.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

import aiohttp

from bot.clock import Clock

_latest: ContextVar[tuple[datetime, Clock] | None] = ContextVar("latest", default=None)


class HeldBackError(aiohttp.ClientError):
    """This request did not leave. An earlier one of the same call may have."""


@contextmanager
def leaving_before(moment: datetime, clock: Clock) -> Iterator[None]:
    """Requests inside raise HeldBackError rather than leave later than that."""
    token = _latest.set((moment, clock))
    try:
        yield
    finally:
        _latest.reset(token)


async def refuse_to_leave_late(*_: object) -> None:
    """A hook of aiohttp's, at the start of each request."""
    latest = _latest.get()
    if latest is None:
        return
    moment, clock = latest
    if clock() >= moment:
        raise HeldBackError
