"""Which days repeat, as people type it: "weekdays", "2 weeks on tue", "last friday", "month on the 15th"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from bot.domain.recurrence import Unit
from bot.times.day_names import WEEKDAYS, weekday_named

# Atomic: "tues" read in two ways would take as many steps as there are ways to read a long list of them.
_DAY = rf"(?>{WEEKDAYS})s?"
_DAYS = rf"(?P<days>{_DAY}(?:(?:,? and |, ?| ?& ?| ?- ?| to | ){_DAY})*)"
_EACH_DAY = re.compile(rf"({WEEKDAYS})s?(?P<range> ?- ?| to )?")
NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_SHORT_NTHS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
_NTH = rf"(?P<nth>{'|'.join(NTHS | _SHORT_NTHS)})"
_OF_MONTH = r"(?: (?:of|in) (?:the|each|every|a) month)?"
_STEP = r"(?:(?P<every>\d{1,3}|other) )?"
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_MONTH = r"(?P<unit>month|quarter|year)(?:s|ly)?"
_WORKING_DAYS = tuple(range(5))
_WEEKEND = (5, 6)
_LARGEST_STEP = 400
_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatingDays:
    unit: Unit
    every: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int | None = None
    nth: int | None = None


_Found: TypeAlias = "re.Match[str]"


def repeating_days(text: str, first: date) -> RepeatingDays | None:
    """Read lower case, without "every". A week or a month alone repeats the day of `first`."""
    for pattern, read in _READERS:
        if match := pattern.fullmatch(text):
            found = _with_day_of(first, read(match))
            return found if _is_sensible(found) else None
    return None


def _is_sensible(found: RepeatingDays) -> bool:
    return 1 <= found.every <= _LARGEST_STEP and found.month_day in {None, -1, *range(1, _LONGEST_MONTH + 1)}


def _with_day_of(first: date, found: RepeatingDays) -> RepeatingDays:
    if found.unit is Unit.WEEK and not found.weekdays:
        return replace(found, weekdays=(first.weekday(),))
    if found.unit is Unit.MONTH and not found.weekdays and found.month_day is None:
        return replace(found, month_day=first.day)
    return found


def _by_day(match: _Found) -> RepeatingDays:
    return RepeatingDays(unit=Unit.DAY, every=_step(match["every"]))


def _by_kind(match: _Found) -> RepeatingDays:
    return RepeatingDays(unit=Unit.WEEK, weekdays=_WEEKEND if "end" in match[0] else _WORKING_DAYS)


def _by_week(match: _Found) -> RepeatingDays:
    every = 2 if match["fortnight"] else _step(match["every"])
    weekdays = _weekdays(match["days"] or "")
    return RepeatingDays(unit=Unit.WEEK, every=every, weekdays=weekdays)


def _by_weekday(match: _Found) -> RepeatingDays:
    return RepeatingDays(unit=Unit.WEEK, every=_step(match["every"]), weekdays=_weekdays(match["days"]))


def _by_month(match: _Found) -> RepeatingDays:
    return RepeatingDays(unit=Unit.MONTH, every=_months(match))


def _by_month_day(match: _Found) -> RepeatingDays:
    typed = match["month_day"]
    month_day = -1 if typed == "last day" else int(re.sub(r"\D", "", typed))
    return RepeatingDays(unit=Unit.MONTH, every=_months(match), month_day=month_day)


def _by_nth(match: _Found) -> RepeatingDays:
    nth = (NTHS | _SHORT_NTHS)[match["nth"]]
    return RepeatingDays(unit=Unit.MONTH, every=_months(match), weekdays=_weekdays(match["days"]), nth=nth)


def _months(match: _Found) -> int:
    parts = match.groupdict()
    return _step(parts.get("every")) * _MONTHS[parts.get("unit") or "month"]


def _step(typed: str | None) -> int:
    return 2 if typed == "other" else int(typed or 1)


def _weekdays(typed: str) -> tuple[int, ...]:
    """Of "mon, wed and fri" and "mon-fri"."""
    found: set[int] = set()
    start = None
    for match in _EACH_DAY.finditer(typed):
        day = weekday_named(match[1])
        found |= {day} if start is None else {(start + more) % 7 for more in range((day - start) % 7 + 1)}
        start = day if match["range"] else None
    return tuple(sorted(found))


_READERS: tuple[tuple[re.Pattern[str], Callable[[_Found], RepeatingDays]], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (rf"{_STEP}days?|daily", _by_day),
        (r"week ?days?|work(?:ing)? ?days?|weekends?", _by_kind),
        (rf"(?:{_STEP}week(?:s|ly)?|(?P<fortnight>fortnight(?:ly)?))(?:(?: on)? {_DAYS})?", _by_week),
        (rf"(?:(?P<every>other) )?{_DAYS}", _by_weekday),
        (rf"(?:the )?{_NTH} {_DAYS}{_OF_MONTH}", _by_nth),
        (rf"(?:the )?(?P<month_day>last day|\d{{1,2}}(?:st|nd|rd|th)){_OF_MONTH}", _by_month_day),
        (rf"{_STEP}{_MONTH}", _by_month),
        (rf"{_STEP}{_MONTH}(?: on)?(?: the)? {_NTH} {_DAYS}", _by_nth),
        (
            rf"{_STEP}{_MONTH}(?: on)?(?: the)? (?P<month_day>last day|(?:day )?\d{{1,2}}(?:st|nd|rd|th)?)",
            _by_month_day,
        ),
    )
)
