"""Which interactions this process answers: while two hold the same shard, as in a rolling restart, both are told."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

Told: TypeAlias = dict[str, Any]

# Discord gives up on an interaction after 3 seconds.
_SECONDS_TO_ANSWER = 2.5
_MOST_KEPT = 5_000
_TIME_BITS = 22


class Answering:
    """What the others answer is kept for a moment, for this process may be about to take their place."""

    def __init__(self, answer: Callable[[Told], None]) -> None:
        self._answer = answer
        self._ours: set[int] = set()
        self._left: deque[tuple[float, int, Told]] = deque(maxlen=_MOST_KEPT)
        self._taken: deque[tuple[float, int]] = deque(maxlen=_MOST_KEPT)
        self._taken_elsewhere: deque[int] = deque(maxlen=_MOST_KEPT)
        self.shard_count = 1

    def tell(self, told: Told) -> None:
        shard_id = self._shard_of(told)
        if shard_id in self._ours:
            self._take(told)
        else:
            self._left.append((_now(), shard_id, told))

    def take_over(self, shard_id: int) -> None:
        """From now on, and what came in the last moments and nobody says to have taken."""
        if shard_id in self._ours:
            return
        self._ours.add(shard_id)
        elsewhere, since = set(self._taken_elsewhere), _now() - _SECONDS_TO_ANSWER
        left, self._left = self._left, deque(maxlen=_MOST_KEPT)
        for at, shard, told in left:
            if shard != shard_id:
                self._left.append((at, shard, told))
            elif at >= since and int(told["id"]) not in elsewhere:
                self._take(told)

    def leave(self, shard_id: int) -> None:
        self._ours.discard(shard_id)

    def taken(self) -> tuple[int, ...]:
        """What another process might still come to know of."""
        since = _now() - 2 * _SECONDS_TO_ANSWER
        return tuple(id for at, id in self._taken if at >= since)

    def taken_elsewhere(self, ids: Iterable[int]) -> None:
        self._taken_elsewhere.extend(ids)

    def _take(self, told: Told) -> None:
        self._taken.append((_now(), int(told["id"])))
        self._answer(told)

    def _shard_of(self, told: Told) -> int:
        """Direct messages are told to the first."""
        guild_id = told.get("guild_id")
        return 0 if guild_id is None else (int(guild_id) >> _TIME_BITS) % self.shard_count


def _now() -> float:
    return asyncio.get_running_loop().time()
