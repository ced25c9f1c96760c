"""Which interactions this process answers: while two hold the same shard, as in a rolling restart, both are told."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeAlias

import aiohttp
from discord import HTTPException, InteractionType
from discord.http import HTTPClient, Route

Told: TypeAlias = dict[str, Any]

# Discord gives up on an interaction after 3 seconds.
_SECONDS_TO_ANSWER = 2.5
_SECONDS_TO_LOOK = 0.5
_MOST_KEPT = 5_000
_TIME_BITS = 22


class Answering:
    """What the others answer is kept for a moment, for this process may be about to take their place.

    `is_answered` is asked then: who had it before may have died, or was not heard.
    """

    def __init__(self, answer: Callable[[Told], None], is_answered: Callable[[Told], Awaitable[bool]]) -> None:
        self._answer = answer
        self._is_answered = is_answered
        self._looking: set[asyncio.Task[None]] = set()
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
                looking = asyncio.create_task(self._take_if_open(told))
                self._looking.add(looking)
                looking.add_done_callback(self._looking.discard)

    def leave(self, shard_id: int) -> None:
        self._ours.discard(shard_id)

    def taken(self) -> tuple[int, ...]:
        """What another process might still come to know of."""
        since = _now() - 2 * _SECONDS_TO_ANSWER
        return tuple(id for at, id in self._taken if at >= since)

    def taken_elsewhere(self, ids: Iterable[int]) -> None:
        self._taken_elsewhere.extend(ids)

    async def _take_if_open(self, told: Told) -> None:
        if not await self._is_answered(told):
            self._take(told)

    def _take(self, told: Told) -> None:
        self._taken.append((_now(), int(told["id"])))
        self._answer(told)

    def _shard_of(self, told: Told) -> int:
        """Direct messages are told to the first."""
        guild_id = told.get("guild_id")
        return 0 if guild_id is None else (int(guild_id) >> _TIME_BITS) % self.shard_count


async def answered_at_discord(http: HTTPClient, told: Told) -> bool:
    """Where Discord does not say so in time it counts as not answered: rather two answers than none."""
    if told["type"] == InteractionType.autocomplete.value:
        return False
    ids = {"webhook_id": told["application_id"], "webhook_token": told["token"]}
    try:
        async with asyncio.timeout(_SECONDS_TO_LOOK):
            await http.request(Route("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", **ids))
    except (HTTPException, aiohttp.ClientError, OSError):
        return False
    return True


def _now() -> float:
    return asyncio.get_running_loop().time()
