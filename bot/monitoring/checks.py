"""Whether a part of the bot is well, asked by whoever wants to know and answered within a time limit."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bot.errors import BotError, PassingError

Trouble: TypeAlias = str | None


class PatientCheck:
    """Asks one thing at a time, however often it is asked itself: what does not answer is not asked once more.

    A question is not cancelled when its time is up, for a connection in the middle of one could not be used again.
    """

    def __init__(self, ask: Callable[[], Awaitable[object]], seconds: float) -> None:
        self._ask = ask
        self._seconds = seconds
        self._asking: asyncio.Task[Trouble] | None = None

    async def trouble(self) -> Trouble:
        if self._asking is None:
            self._asking = asyncio.create_task(self._answer())
        asking = self._asking
        await asyncio.wait([asking], timeout=self._seconds)
        if not asking.done():
            return f"no answer within {self._seconds:g} s"
        if self._asking is asking:
            self._asking = None
        return asking.result()

    async def end(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    async def _answer(self) -> Trouble:
        """What the libraries say may hold an address with a password, so it is not repeated."""
        try:
            await self._ask()
        except PassingError:
            return "no answer"
        except BotError as error:
            return str(error)
        except Exception as error:  # noqa: BLE001  whatever it is, it is no answer
            return f"no answer: {type(error).__name__}"
        return None
