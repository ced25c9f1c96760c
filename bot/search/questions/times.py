"""The day and the time of day that a question names, not yet tied to a zone or a year."""

import re
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_PARTS = {
    "morning": (time(5), time(12)),
    "noon": (time(11, 30), time(13, 30)),
    "afternoon": (time(12), time(18)),
    "evening": (time(17), time.max),
    "tonight": (time(17), time.max),
    "night": (time(20), time.max),
}
_OFFSETS = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}
_MONTH = "|".join(f"{month}|{month[:3]}" for month in _MONTHS)
_DAY_WORD = re.compile(rf"\b(?:on |this |next |last )?({'|'.join((*_OFFSETS, *_WEEKDAYS))})\b")
_PART_WORD = re.compile(rf"\b(?:in the |this |at |before |after )?({'|'.join(_PARTS)})\b")
_ISO_DAY = re.compile(r"\b(?:on )?(\d{4})-(\d{2})-(\d{2})\b")
_DAY_MONTH = re.compile(rf"\b(?:on )?(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})(?: (\d{{4}}))?\b")
_MONTH_DAY = re.compile(rf"\b(?:on )?({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?(?: (\d{{4}}))?\b")
_CLOCK = re.compile(r"\bat (\d{1,2})(?::(\d{2}))? ?(am|pm)?(?: o'?clock)?\b")
_NOW = re.compile(r"\b(?:right now|now|at the moment|currently)\b")
_NEXT = re.compile(r"\b(?:next|coming up|up next)\b(?= ?$)")
_YEAR = re.compile(r"\b(?:in|from|of|only from|only) ((?:19|20)\d{2})\b")


class Moment(StrEnum):
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAsked:
    """One of: so many days from today, a weekday (Monday is 0), a date whose year may be open."""

    offset: int | None = None
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAsked:
    """`part` is a stretch of the day in local time; `clock` a moment of it; `year` a whole year."""

    day: DayAsked | None = None
    part: tuple[time, time] | None = None
    clock: time | None = None
    moment: Moment | None = None
    year: int | None = None


def read_time(text: str) -> tuple[TimeAsked, str]:
    """What the folded text says of time, and the text without it."""
    day, rest = _day(text)
    part, rest = _part(rest, text)
    clock, rest = _clock(rest)
    moment, rest = _moment(rest)
    year, rest = _year(rest)
    return TimeAsked(day=day, part=part, clock=clock, moment=moment, year=year), rest


def _day(text: str) -> tuple[DayAsked | None, str]:
    if match := _ISO_DAY.search(text):
        year, month, day = (int(part) for part in match.groups())
        return _date(year, month, day), _without(text, match)
    if match := _DAY_MONTH.search(text):
        return _date(match[3], _month(match[2]), match[1]), _without(text, match)
    if match := _MONTH_DAY.search(text):
        return _date(match[3], _month(match[1]), match[2]), _without(text, match)
    if match := _DAY_WORD.search(text):
        word = match[1]
        asked = DayAsked(offset=_OFFSETS[word]) if word in _OFFSETS else DayAsked(weekday=_WEEKDAYS.index(word))
        return asked, _without(text, match)
    return None, text


def _date(year: int | str | None, month: int, day: int | str) -> DayAsked | None:
    """A day that the calendar does not have is no day."""
    asked = DayAsked(year=None if year is None else int(year), month=month, day=int(day))
    try:
        date(asked.year or 2024, month, int(day))
    except ValueError:
        return None
    return asked


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name[:3]))


def _part(rest: str, text: str) -> tuple[tuple[time, time] | None, str]:
    if re.search(r"\btonight\b", text):
        return _PARTS["tonight"], rest
    if match := _PART_WORD.search(rest):
        return _PARTS[match[1]], _without(rest, match)
    return None, rest


def _clock(text: str) -> tuple[time | None, str]:
    match = _CLOCK.search(text)
    if match is None or (match[2] is None and match[3] is None):
        return None, text
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] is not None:
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    if hour > 23 or minute > 59:
        return None, text
    return time(hour, minute), _without(text, match)


def _moment(text: str) -> tuple[Moment | None, str]:
    for moment, pattern in ((Moment.NOW, _NOW), (Moment.NEXT, _NEXT)):
        if match := pattern.search(text):
            return moment, _without(text, match)
    return None, text


def _year(text: str) -> tuple[int | None, str]:
    match = _YEAR.search(text)
    return (None, text) if match is None else (int(match[1]), _without(text, match))


def _without(text: str, match: re.Match[str]) -> str:
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())
