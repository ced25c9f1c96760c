"""Discord's ids, with milliseconds since 2015 in the upper bits, and its way to write moments."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Clock: TypeAlias = Callable[[], float]  # seconds since 1970, as time.time

EPOCH_MILLISECONDS = 1_420_070_400_000
TIME_SHIFT = 22


class Snowflakes:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        return self._advance(1)

    def next_guild(self) -> int:
        """One millisecond apart, since a server's shard is counted from the upper bits alone."""
        return self._advance(1 << TIME_SHIFT)

    def _advance(self, step: int) -> int:
        now = (int(self._clock() * 1000) - EPOCH_MILLISECONDS) << TIME_SHIFT
        self._last = max(self._last + step, now)
        return self._last


def isoformat(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
