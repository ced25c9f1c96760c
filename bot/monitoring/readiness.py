import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog

from bot.monitoring.checks import Trouble

_log = structlog.get_logger()


class Readiness:
    """Whether the bot can answer people now, part by part. Nothing is well before all parts are there."""

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop
        self._checks: dict[str, Callable[[], Awaitable[Trouble]]] = {}
        self._said: Mapping[str, Trouble] | None = None

    def require(self, **checks: Callable[[], Awaitable[Trouble]]) -> None:
        """From now on, and without any: the bot is starting."""
        self._checks = checks

    async def troubles(self) -> Mapping[str, Trouble]:
        """By part; None where it is well. A change is logged."""
        checks = self._checks
        bot = "stopping" if self._stop.is_set() else None if checks else "starting"
        answers = await asyncio.gather(*(check() for check in checks.values()))
        troubles = {"bot": bot, **dict(zip(checks, answers, strict=True))}
        if self._said is not None and troubles != self._said:
            _log.info("readiness changed", **{part: trouble or "well" for part, trouble in troubles.items()})
        self._said = troubles
        return troubles
