"""The time words of a question, as they were said: nothing here depends on when or where it was asked."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from bot.times.spoken_hours import Hours


class Which(Enum):
    """Which of several: of weekdays, weeks, months or years."""

    LAST = -1
    THIS = 0
    NEXT = 1


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """So many days from today."""

    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """Monday is 0. Without `which` it is the event's day of that name, if there is one."""

    number: int
    which: Which | None = None


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """28 October, perhaps of a year."""

    month: int
    day: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class EventDay:
    """The first is 1, the last -1."""

    number: int


@dataclass(frozen=True, slots=True)
class Week:
    which: Which


@dataclass(frozen=True, slots=True)
class Weekend:
    which: Which


@dataclass(frozen=True, slots=True)
class Month:
    """`number` is None for this month, the last or the next."""

    number: int | None = None
    year: int | None = None
    which: Which = Which.THIS


@dataclass(frozen=True, slots=True)
class Year:
    year: int


@dataclass(frozen=True, slots=True)
class RelativeYear:
    which: Which


@dataclass(frozen=True, slots=True)
class Years:
    """From the first to the last, both included; None where it is open."""

    first: int | None
    last: int | None


Days: TypeAlias = RelativeDay | Weekday | CalendarDay | EventDay | Week | Weekend | Month | Year | RelativeYear | Years


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of time, and where: `places` are stretches of its characters, in order."""

    days: Days | None = None
    hours: Hours | None = None
    places: tuple[tuple[int, int], ...] = ()
