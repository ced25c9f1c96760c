"""What is not broken off in the middle: whoever is cancelled while it waits for it goes on when it is done."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from threading import Event
from typing import Any, TypeVar

T = TypeVar("T")


async def to_the_end(
    work: Coroutine[Any, Any, T], *, given_up: Callable[[], None] | None = None, seconds: float | None = None
) -> T:
    """Whoever is cancelled meanwhile calls `given_up` and waits, however often it is cancelled.

    With `seconds` the work is broken off after all, so long after the first time.
    """
    working = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        if given_up is not None:
            given_up()
        if seconds is not None:
            asyncio.get_running_loop().call_later(seconds, working.cancel)
        await _ended(working)
        raise


async def _ended(working: "asyncio.Future[Any]") -> None:
    while not working.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait([working])
    if not working.cancelled():
        # Else asyncio says in the log that nobody asked for it.
        working.exception()


async def in_thread(work: Callable[[Event], T]) -> T:
    """Nothing is cleared away under it. The event is set when it is given up: work that takes long looks at it."""
    given_up = Event()
    return await to_the_end(asyncio.to_thread(work, given_up), given_up=given_up.set)
