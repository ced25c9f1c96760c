"""How often something repeats, as a wall clock in one place tells it."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """Every `every` units at a time of the wall clock, counted from the unit that `starts_on` lies in.

    By week: on `weekdays` (0 is Monday). By month: on `month_day` (29 to 31 only where the month has it; -1 is the
    last), or on the `nth` of `weekdays` (1 to 5, -1 is the last: "second Tuesday"). It ends after the day `until`, or
    after `times` occurrences.
    """

    unit: Unit
    at: time
    starts_on: date
    every: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int | None = None
    nth: int | None = None
    until: date | None = None
    times: int | None = None


@dataclass(frozen=True, slots=True)
class UnreadRepeat:
    """`why` is for who typed it, and says what to type."""

    why: str
