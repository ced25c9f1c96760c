"""What is not broken off in the middle: whoever is cancelled while it waits for it goes on when it is done."""

import asyncio
from collections.abc import Callable, Coroutine
from threading import Event
from typing import Any, TypeVar

T = TypeVar("T")


async def to_the_end(work: Coroutine[Any, Any, T], given_up: Callable[[], None] | None = None) -> T:
    """Whoever is cancelled meanwhile calls `given_up`, and waits. What comes of the work then is of no interest."""
    working = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        if given_up is not None:
            given_up()
        await asyncio.wait([working])
        if not working.cancelled():
            # Else asyncio says in the log that nobody asked for it.
            working.exception()
        raise


async def in_thread(work: Callable[[Event], T]) -> T:
    """Nothing is cleared away under it. The event is set when it is given up: work that takes long looks at it."""
    given_up = Event()
    return await to_the_end(asyncio.to_thread(work, given_up), given_up.set)
