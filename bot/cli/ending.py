import asyncio
import signal
from collections.abc import Coroutine
from typing import TypeVar

import typer

T = TypeVar("T")

_ENDED_BY_SIGTERM = 128 + signal.SIGTERM


def run_to_an_end(work: Coroutine[None, None, T]) -> T:
    """SIGTERM ends it in good order, as Ctrl-C does: what it was at is taken back, or done if it was nearly through."""
    try:
        return asyncio.run(_until_told_to_end(work))
    except asyncio.CancelledError:
        raise typer.Exit(_ENDED_BY_SIGTERM) from None


async def _until_told_to_end(work: Coroutine[None, None, T]) -> T:
    task = asyncio.ensure_future(work)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await task
