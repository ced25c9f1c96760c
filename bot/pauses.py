import asyncio

_FIRST, _LONGEST = 1.0, 60.0


class Pauses:
    """Between one try and the next, each twice as long as the one before, up to a minute. `stop` ends them at once."""

    def __init__(self, stop: asyncio.Event) -> None:
        self.seconds = _FIRST
        self._stop = stop

    def begin_anew(self) -> None:
        self.seconds = _FIRST

    async def wait(self) -> None:
        try:
            await asyncio.wait_for(self._stop.wait(), self.seconds)
        except TimeoutError:
            self.seconds = min(self.seconds * 2, _LONGEST)
