import asyncio


class Turns:
    """So many a second at most, evenly, in the order in which they ask."""

    def __init__(self, per_second: float) -> None:
        self._seconds = 1 / per_second
        self._next = 0.0

    async def take(self) -> None:
        now = asyncio.get_running_loop().time()
        turn = max(self._next, now)
        self._next = turn + self._seconds
        await asyncio.sleep(turn - now)
