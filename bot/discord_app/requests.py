"""What is being handled. It has an id in every line of the log, and is measured and logged when it ends."""

import asyncio
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

import structlog

from bot.clock import Clock
from bot.measures import Kind, Measures, Outcome

_log = structlog.get_logger()


class Request(Protocol):
    """An interaction or a message. Only its id and its moment, in seconds of Unix, are asked before it is handled."""

    @property
    def id(self) -> int: ...

    @property
    def asked_at(self) -> float: ...

    @property
    def guild_id(self) -> int | None: ...

    @property
    def kind(self) -> Kind: ...

    @property
    def name(self) -> str:
        """The program's own."""

    @property
    def typed(self) -> Iterable[str]:
        """What a person wrote, which is never logged. It is gone through for every line, and not before."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing was found: of what, and why."""

    asked: str
    why: str


@dataclass(slots=True)
class _Course:
    """`began` says when it was asked, by the clock of `time.perf_counter`."""

    began: float
    outcome: Outcome | None = None
    first_response: float | None = None

    def age(self) -> float:
        return time.perf_counter() - self.began


class Requests:
    def __init__(self, measures: Measures, clock: Clock) -> None:
        self._measures = measures
        self._clock = clock
        self._courses: dict[int, _Course] = {}
        self._idle = asyncio.Event()
        self._idle.set()

    @contextmanager
    def handling(self, request: Request) -> Iterator[None]:
        # Two clocks are compared, so it might seem to be younger than nothing.
        age = max(0.0, self._clock().timestamp() - request.asked_at)
        course = self._courses[request.id] = _Course(time.perf_counter() - age)
        self._idle.clear()
        bound = structlog.contextvars.bind_contextvars(request_id=str(request.id), typed=request.typed)
        try:
            yield
        except BaseException:
            course.outcome = Outcome.BUG
            raise
        finally:
            self._courses.pop(request.id, None)
            if not self._courses:
                self._idle.set()
            self._end(request, course)
            structlog.contextvars.reset_contextvars(**bound)

    async def finish(self, seconds: float) -> None:
        """Until nothing is being handled, or the time is up."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()

    def responded(self, request_id: int) -> None:
        """Discord has the first answer to it. Further ones, and what is not being handled, change nothing."""
        course = self._courses.get(request_id)
        if course is not None and course.first_response is None:
            course.first_response = course.age()

    def note(self, request_id: int, outcome: Outcome) -> None:
        course = self._courses.get(request_id)
        if course is not None:
            course.outcome = outcome

    def note_missing(self, request_id: int, missing: Missing | None) -> None:
        if missing is not None:
            self.note(request_id, Outcome.NOTHING_FOUND)
            self._measures.nothing_found(missing.asked, missing.why)

    def _end(self, request: Request, course: _Course) -> None:
        unsaid = Outcome.UNANSWERED if course.first_response is None else Outcome.ANSWERED
        outcome, whole = course.outcome or unsaid, course.age()
        self._measures.handled(request.kind, request.name, outcome, course.first_response, whole)
        # People type faster than they send.
        log = _log.debug if request.kind is Kind.COMPLETION else _log.info
        log(
            "handled",
            kind=request.kind.value,
            command=request.name,
            guild_id=request.guild_id,
            outcome=outcome.value,
            milliseconds=round(whole * 1000, 1),
        )
