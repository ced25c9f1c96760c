"""Waiting for a condition: whoever changes something says so, whoever waits looks again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class NothingHappened(TimeoutError):  # noqa: N818 - what the reader of a failed test needs to know
    """What was waited for did not come in time."""


class Changes:
    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def notify(self) -> None:
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, look: Callable[[], Found | None], within: float, what: str) -> Found:
        """The first value of `look` that counts as true; NothingHappened after `within` seconds."""
        try:
            async with asyncio.timeout(within):
                while True:
                    found = look()
                    if found:
                        return found
                    await self.next()
        except TimeoutError:
            raise NothingHappened(f"{what}: nothing within {within:g} s") from None

    async def calm(self, seconds: float, at_most: float) -> None:
        """Returns once nothing has changed for so long, and after `at_most` in any case."""
        loop = asyncio.get_running_loop()
        latest = loop.time() + at_most
        while loop.time() < latest:
            try:
                await asyncio.wait_for(self.next(), seconds)
            except TimeoutError:
                return

    async def next(self) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await future
