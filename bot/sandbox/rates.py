"""Rate limits: headers on every answer, and refusals where a limit is set."""

import hashlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox.world.snowflakes import Clock

GENEROUS = 1000
EXEMPT = ("/interactions/", "/webhooks/")
GLOBAL = ("*", "*", "")
MAJOR_PARAMETERS = ("channel_id", "guild_id", "webhook_id", "webhook_token")


@dataclass(frozen=True, slots=True)
class Limit:
    """`announced`: whether the headers count it down; Discord's sub-limits come as a surprise."""

    requests: int
    seconds: float
    announced: bool = True


PUBLISHING = Limit(10, 3600.0, announced=False)
RENAMING = Limit(2, 600.0, announced=False)


class RateLimits:
    """Nothing is limited until a test says so, except publishing (10 an hour) and renaming (2 in 10 min)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._limits: dict[tuple[str, str], Limit] = {
            ("POST", "/channels/{channel_id}/messages/{message_id}/crosspost"): PUBLISHING,
        }
        self._global: Limit | None = None
        self._spent: dict[tuple[str, str, str], deque[float]] = {}
        self._buckets: dict[tuple[str, str], str] = {}

    def set(self, method: str, template: str, requests: int, seconds: float) -> None:
        self._limits[method, template] = Limit(requests, seconds)

    def set_global(self, requests: int = 50, seconds: float = 1.0) -> None:
        """Over all routes together, but for the answers to interactions."""
        self._global = Limit(requests, seconds)

    def spend_global(self, template: str) -> float | None:
        """Seconds to wait where the limit over all routes is used up, else None."""
        if self._global is None or template.startswith(EXEMPT):
            return None
        return self._take(self._spent.setdefault(GLOBAL, deque()), self._global)

    def spend(self, method: str, template: str, names: Mapping[str, str], body: object) -> float | None:
        """Seconds to wait where the limit is used up, else None."""
        limit = self._limit(method, template, body)
        if limit is None:
            return None
        return self._take(self._bucket_of(method, template, names), limit)

    def headers(self, method: str, template: str, names: Mapping[str, str]) -> dict[str, str]:
        limit = self._limits.get((method, template))
        if limit is None or not limit.announced:
            return self._counted(method, template, GENEROUS, GENEROUS - 1, 1.0)
        spent = self._bucket_of(method, template, names)
        self._forget_old(spent, limit)
        reset_after = max(0.0, spent[0] + limit.seconds - self._clock()) if spent else limit.seconds
        return self._counted(method, template, limit.requests, limit.requests - len(spent), reset_after)

    def _limit(self, method: str, template: str, body: object) -> Limit | None:
        if (method, template) == ("PATCH", "/channels/{channel_id}"):
            renames = isinstance(body, dict) and bool({"name", "topic"} & body.keys())
            return RENAMING if renames else None
        return self._limits.get((method, template))

    def _bucket_of(self, method: str, template: str, names: Mapping[str, str]) -> deque[float]:
        major = "+".join(names[name] for name in MAJOR_PARAMETERS if name in names)
        return self._spent.setdefault((method, template, major), deque())

    def _take(self, spent: deque[float], limit: Limit) -> float | None:
        self._forget_old(spent, limit)
        if len(spent) >= limit.requests:
            return spent[0] + limit.seconds - self._clock()
        spent.append(self._clock())
        return None

    def _forget_old(self, spent: deque[float], limit: Limit) -> None:
        while spent and spent[0] <= self._clock() - limit.seconds:
            spent.popleft()

    def _counted(self, method: str, template: str, limit: int, left: int, reset_after: float) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset": f"{self._clock() + reset_after:.3f}",
            "X-RateLimit-Reset-After": f"{reset_after:.3f}",
            "X-RateLimit-Bucket": self._bucket(method, template),
        }

    def _bucket(self, method: str, template: str) -> str:
        key = (method, template)
        if key not in self._buckets:
            self._buckets[key] = hashlib.sha256(f"{method} {template}".encode()).hexdigest()[:32]
        return self._buckets[key]
