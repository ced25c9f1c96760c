"""What one server may have at once of what all need, so that there is always some left for the others."""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from contextvars import ContextVar

from bot.errors import PassingError

# Of one process to the database, for all that it does.
CONNECTIONS = 15

_SECONDS_TO_WAIT = 2.0
_USED_UP = "Much is asked here at the moment, and my database is slow. Try again in a few seconds."


class Share:
    def __init__(self, at_once: int) -> None:
        self._free = asyncio.Semaphore(at_once)

    async def __aenter__(self) -> None:
        """Raise PassingError where none of it becomes free."""
        if not self._free.locked():
            await self._free.acquire()
            return
        try:
            async with asyncio.timeout(_SECONDS_TO_WAIT):
                await self._free.acquire()
        except TimeoutError as error:
            raise PassingError(_USED_UP) from error

    async def __aexit__(self, *_: object) -> None:
        self._free.release()


_OF_NOBODY: AbstractAsyncContextManager[None] = nullcontext()
_connections: ContextVar[AbstractAsyncContextManager[None]] = ContextVar("connections", default=_OF_NOBODY)


@contextmanager
def connections_of(share: Share) -> Iterator[None]:
    """Whatever is done inside, and whatever is begun there, takes its connections to the database from the share."""
    token = _connections.set(share)
    try:
        yield
    finally:
        _connections.reset(token)


def own_connection() -> AbstractAsyncContextManager[None]:
    """What nobody in particular asks for, such as the sending of announcements, has no bounds."""
    return _connections.get()
