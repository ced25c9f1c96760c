"""Days as people type them: "tomorrow", "next fri", "2026-12-01", "Dec 1st", "01/12/2026"."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TypeAlias

from bot.times.day_names import MONTHS, WEEKDAYS, month_named, weekday_named

_WEEKDAY = rf"(?:(?P<weekday>{WEEKDAYS})\.?,? )?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>{MONTHS})\.?"
_YEAR = r"(?:,? (?P<year>20\d\d)(?!:))?"
_ISO = re.compile(
    rf"{_WEEKDAY}(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)"
    r"(?P<day>\d{1,2})(?!\d)"
)
_NUMBERS = re.compile(
    rf"{_WEEKDAY}(?<![\d:/.-])(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second>\d{{1,2}})(?P=mark)(?P<year>20\d\d)(?!\d)"
)
_DAY_MONTH = re.compile(rf"{_WEEKDAY}\b(?:the )?(?<![:.]){_DAY}(?: of)? ?{_MONTH}\b{_YEAR}")
_MONTH_DAY = re.compile(rf"{_WEEKDAY}\b{_MONTH} (?:the )?{_DAY}\b(?![:.]\d){_YEAR}")
_NEAR = re.compile(r"\b(?P<word>today|tonight|this evening|day after tomorrow|tomorrow|tmrw?|tmw|yesterday)\b")
_IN_DAYS = re.compile(r"\bin (?P<amount>\d{1,4}|an?|one|two|three) (?P<unit>days?|weeks?)\b")
_NAMED = re.compile(rf"\b(?:(?P<which>next|this) )?(?P<weekday>{WEEKDAYS})\b\.?")
_TODAY = frozenset({"today", "tonight", "this evening"})
_AMOUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_WEEK = timedelta(days=7)
_HALF_A_YEAR = timedelta(days=183)
# A leap day comes again after 8 years at the latest.
_YEARS = 9


class Again(Enum):
    """When a day that has passed comes again, for one who may have meant that."""

    NEVER = 0
    NEXT_DAY = 1
    NEXT_WEEK = 7
    NEXT_YEAR = 365


@dataclass(frozen=True, slots=True)
class TypedDay:
    """`days` are those it may mean, and none if there is no such day. `rest` is the text without it.

    `is_other_weekday`: the weekday that is named is not that of the date. `is_counted`: from today, as "in 3 days".
    `is_evening`: a 9 is then 21:00.
    """

    days: tuple[date, ...]
    rest: str
    again: Again
    is_other_weekday: bool = False
    is_counted: bool = False
    is_evening: bool = False


_Found: TypeAlias = "re.Match[str]"


def typed_day(text: str, today: date) -> TypedDay | None:
    """Find the day in a text in lower case. None where it names none."""
    for pattern, read in _READERS:
        if match := pattern.search(text):
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return read(match, rest, today)
    return None


def _iso(match: _Found, rest: str, _: date) -> TypedDay:
    return _dated(match, rest, [_date(match["year"], match["month"], match["day"])])


def _numbers(match: _Found, rest: str, _: date) -> TypedDay:
    """Day and month in the order of a country; with dots, the day comes first everywhere."""
    year, first, second = match["year"], match["first"], match["second"]
    day_first = _date(year, second, first)
    return _dated(match, rest, [day_first] if match["mark"] == "." else [day_first, _date(year, first, second)])


def _month_named(match: _Found, rest: str, today: date) -> TypedDay:
    month = str(month_named(match["month"]))
    if match["year"]:
        return _dated(match, rest, [_date(match["year"], month, match["day"])])
    years = (_date(str(today.year + ahead), month, match["day"]) for ahead in range(_YEARS))
    days = [day for day in years if day is not None and today - day < _HALF_A_YEAR]
    fitting = [day for day in days[:2] if match["weekday"] and day.weekday() == weekday_named(match["weekday"])]
    return _dated(match, rest, [*fitting, *days][:1])


def _dated(match: _Found, rest: str, found: Iterable[date | None]) -> TypedDay:
    days = tuple(dict.fromkeys(day for day in found if day is not None))
    weekday = weekday_named(match["weekday"]) if match["weekday"] else None
    fitting = tuple(day for day in days if weekday in {None, day.weekday()})
    return TypedDay(fitting or days, rest, Again.NEXT_YEAR, is_other_weekday=bool(days) and not fitting)


def _near(match: _Found, rest: str, today: date) -> TypedDay:
    word = match["word"]
    if word in _TODAY:
        return TypedDay((today,), rest, Again.NEXT_DAY, is_evening=word != "today")
    days = 2 if word.startswith("day") else -1 if word == "yesterday" else 1
    return TypedDay((today + timedelta(days=days),), rest, Again.NEVER)


def _in_days(match: _Found, rest: str, today: date) -> TypedDay:
    amount = _AMOUNTS.get(match["amount"]) or int(match["amount"])
    span = _WEEK if match["unit"].startswith("w") else timedelta(days=1)
    return TypedDay((today + amount * span,), rest, Again.NEVER, is_counted=True)


def _weekday(match: _Found, rest: str, today: date) -> TypedDay:
    """By "next friday" some mean the coming one, and others that of the next week."""
    ahead = (weekday_named(match["weekday"]) - today.weekday()) % 7
    coming = today + timedelta(days=ahead)
    if match["which"] != "next":
        return TypedDay((coming,), rest, Again.NEXT_WEEK)
    next_week = today - timedelta(days=today.weekday()) + _WEEK + timedelta(days=weekday_named(match["weekday"]))
    first = coming if ahead else coming + _WEEK
    return TypedDay(tuple(dict.fromkeys((first, next_week))), rest, Again.NEVER)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


_READERS: tuple[tuple[re.Pattern[str], Callable[[_Found, str, date], TypedDay]], ...] = (
    (_ISO, _iso),
    (_NUMBERS, _numbers),
    (_DAY_MONTH, _month_named),
    (_MONTH_DAY, _month_named),
    (_IN_DAYS, _in_days),
    (_NEAR, _near),
    (_NAMED, _weekday),
)
