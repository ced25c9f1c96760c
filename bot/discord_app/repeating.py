import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

_log = structlog.get_logger()


class Repeating:
    """A job that runs again and again beside the bot. What it raises is logged and counted, and never ends it."""

    def __init__(self, name: str, job: Callable[[], Awaitable[None]], seconds: float) -> None:
        self.runs = 0
        self.failures = 0
        self._name = name
        self._job = job
        self._seconds = seconds
        self._awake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._repeat(), name=self._name)

    def wake(self) -> None:
        """Run now rather than when it is time."""
        self._awake.set()

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _repeat(self) -> None:
        while True:
            self._awake.clear()
            await self._run()
            # Not wait_for, which in Python 3.11 loses a cancellation that comes with the waking.
            with suppress(TimeoutError):
                async with asyncio.timeout(self._seconds):
                    await self._awake.wait()

    async def _run(self) -> None:
        self.runs += 1
        try:
            await self._job()
        except Exception as error:  # noqa: BLE001  the next run may succeed
            self.failures += 1
            _log.error("a repeated job failed", job=self._name, failures=self.failures, exc_info=error)
