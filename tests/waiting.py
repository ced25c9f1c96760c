"""Waiting for what nobody tells of, such as what another process does or what is written down."""

import asyncio
from collections.abc import Awaitable, Callable
from inspect import isawaitable

_PAUSE = 0.01


async def until(condition: Callable[[], object | Awaitable[object]], *, seconds: float = 20) -> None:
    """Raise TimeoutError where it does not come to hold in time."""
    async with asyncio.timeout(seconds):
        while not await _held(condition()):  # noqa: ASYNC110  nobody tells of it
            await asyncio.sleep(_PAUSE)


async def _held(found: object) -> object:
    return await found if isawaitable(found) else found
