import asyncio
from collections.abc import Callable
from threading import Event
from typing import TypeVar

T = TypeVar("T")


async def in_thread(work: Callable[[Event], T]) -> T:
    """Who is cancelled while it waits for this goes on when the work has ended, so nothing is cleared away under it.

    The event is set then: work that takes long looks at it, and gives up.
    """
    given_up = Event()
    working = asyncio.ensure_future(asyncio.to_thread(work, given_up))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        given_up.set()
        await asyncio.wait([working])
        # What it made of being interrupted is of no interest.
        working.exception()
        raise
