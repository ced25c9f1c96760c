"""How often the bot answers in conversation: not more often than a person could ask."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.clock import Clock

_MOST_KEPT = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime
    told: bool = False


class Verdict(Enum):
    ANSWER = auto()
    ASK_FOR_PATIENCE = auto()
    SILENCE = auto()


class Allowance:
    """So many at once, then one every so many seconds, for each id. Of many ids those longest unheard are forgotten."""

    def __init__(self, clock: Clock, *, at_once: int, seconds: float) -> None:
        self._clock = clock
        self._at_once = at_once
        self._seconds = seconds
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def takes(self, id: int) -> bool:
        bucket = self._filled(id)
        if bucket.left < 1:
            return False
        bucket.left -= 1
        bucket.told = False
        return True

    def seconds_until_next(self, id: int) -> float:
        return max(0.0, 1 - self._filled(id).left) * self._seconds

    def is_first_refusal(self, id: int) -> bool:
        """Since it was last allowed."""
        bucket = self._filled(id)
        first = not bucket.told
        bucket.told = True
        return first

    def _filled(self, id: int) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.pop(id, None) or _Bucket(self._at_once, now)
        seconds = max(0.0, (now - bucket.at).total_seconds())
        bucket.left = min(self._at_once, bucket.left + seconds / self._seconds)
        bucket.at = now
        self._buckets[id] = bucket
        if len(self._buckets) > _MOST_KEPT:
            self._buckets.popitem(last=False)
        return bucket


class Pace:
    def __init__(self, clock: Clock) -> None:
        self._members = Allowance(clock, at_once=5, seconds=5)
        self._channels = Allowance(clock, at_once=10, seconds=2)

    def verdict(self, member_id: int, channel_id: int) -> Verdict:
        """Who asks too fast is told so once; where many ask at once, the channel is spared the apologies."""
        if self._members.takes(member_id):
            return Verdict.ANSWER if self._channels.takes(channel_id) else Verdict.SILENCE
        if self._members.is_first_refusal(member_id) and self._channels.takes(channel_id):
            return Verdict.ASK_FOR_PATIENCE
        return Verdict.SILENCE
