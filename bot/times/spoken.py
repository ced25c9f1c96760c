"""Finds the time words of a question."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias

from bot.times.said import (
    CalendarDay,
    Days,
    EventDay,
    Month,
    RelativeDay,
    RelativeYear,
    Said,
    Week,
    Weekday,
    Weekend,
    Which,
    Year,
    Years,
)
from bot.times.spoken_hours import hours_of

_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday|s)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)s?"
)
_FULL_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ORDINALS = {
    "first": 1,
    "opening": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "last": -1,
    "final": -1,
    "closing": -1,
}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "a": 1}
_COUNT = r"(?P<count>\d{1,2}|one|two|three|four|five|six|seven|a)"
_WHICH = r"(?:(?P<which>this|next|last|past|previous|coming|following) )"

_Read: TypeAlias = Callable[[re.Match[str]], Days | None]


def _which(match: re.Match[str]) -> Which:
    said = match["which"]
    if said in ("last", "past", "previous"):
        return Which.LAST
    return Which.NEXT if said in ("next", "following") else Which.THIS


def _weekday(match: re.Match[str]) -> Days:
    which = match.groupdict().get("which")
    return Weekday(_WEEKDAYS[match["weekday"][:3]], None if which is None else _which(match))


def _calendar_day(match: re.Match[str]) -> Days | None:
    year = match.groupdict().get("year")
    said = match["month"]
    month = int(said) if said.isdecimal() else 1 + _MONTHS.index(said[:3])
    found = CalendarDay(month, int(match["day"]), int(year) if year else None)
    return found if _exists(found) else None


def _exists(day: CalendarDay) -> bool:
    try:
        # A leap year, so that 29 February may be asked for.
        date(day.year or 2024, day.month, day.day)
    except ValueError:
        return False
    return True


def _month(match: re.Match[str]) -> Days:
    year = match.groupdict().get("year")
    return Month(1 + _MONTHS.index(match["month"][:3]), int(year) if year else None)


def _count(match: re.Match[str]) -> int:
    said = match["count"]
    return _NUMBERS[said] if said in _NUMBERS else int(said)


_PATTERNS: tuple[tuple[str, _Read], ...] = (
    (r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)", _calendar_day),
    (rf"(?P<day>[0-3]?\d)\. ?(?P<month>[01]?\d)\.(?: ?{_YEAR})?", _calendar_day),
    (rf"(?:{_FULL_WEEKDAY} )?(?:the )?{_DAY}(?: of)? {_MONTH}(?: (?:of )?{_YEAR})?", _calendar_day),
    (rf"(?:{_FULL_WEEKDAY} )?(?:the )?{_MONTH} (?:the )?{_DAY}(?!\d)(?: {_YEAR})?", _calendar_day),
    (r"(?:the )?day before yesterday", lambda _: RelativeDay(-2)),
    (r"(?:the )?day after tomorrow", lambda _: RelativeDay(2)),
    (r"yesterday(?: 's)?", lambda _: RelativeDay(-1)),
    (r"tomorrow(?: 's|s)?|tmrw|tomorow|tommorow|tommorrow", lambda _: RelativeDay(1)),
    (r"today(?: 's|s)?|later today|this day|(?<=of )the day", lambda _: RelativeDay(0)),
    (rf"in {_COUNT} days?(?: time)?", lambda match: RelativeDay(_count(match))),
    (rf"{_COUNT} days? ago", lambda match: RelativeDay(-_count(match))),
    (rf"{_WHICH}(?:weekend)", lambda match: Weekend(_which(match))),
    (r"(?:the )?weekend", lambda _: Weekend(Which.THIS)),
    (rf"{_WHICH}week", lambda match: Week(_which(match))),
    (rf"{_WHICH}month", lambda match: Month(which=_which(match))),
    (rf"{_WHICH}year(?: 's)?", lambda match: RelativeYear(_which(match))),
    (rf"{_WHICH}{_WEEKDAY}", _weekday),
    (rf"(?:on (?:a )?|of |from |by |until |for |(?:the )){_WEEKDAY}", _weekday),
    (_FULL_WEEKDAY, _weekday),
    (
        r"day (?P<number>\d{1,2}|one|two|three|four|five|six|seven)",
        lambda match: EventDay(_NUMBERS.get(match["number"]) or int(match["number"])),
    ),
    (
        rf"(?:the )?(?P<ordinal>{'|'.join(_ORDINALS)})(?: (?:conference|event|full))? day",
        lambda match: EventDay(_ORDINALS[match["ordinal"]]),
    ),
    (
        r"(?:between|from) (?P<first>(?:19|20)\d\d) (?:and|to|until|till|through) (?P<last>(?:19|20)\d\d)",
        lambda match: Years(int(match["first"]), int(match["last"])),
    ),
    (
        r"(?:the year )?(?P<first>(?:19|20)\d\d)[-–](?P<last>(?:19|20)\d\d)",
        lambda match: Years(int(match["first"]), int(match["last"])),
    ),
    (r"since (?P<first>(?:19|20)\d\d)", lambda match: Years(int(match["first"]), None)),
    (r"(?:after|newer than|later than) (?P<first>(?:19|20)\d\d)", lambda match: Years(int(match["first"]) + 1, None)),
    (
        r"(?:before|until|older than|earlier than) (?P<last>(?:19|20)\d\d)",
        lambda match: Years(None, int(match["last"]) - 1),
    ),
    (rf"(?:in|of|from|during|for|the) {_MONTH}(?: {_YEAR})?", _month),
    (rf"{_MONTH} {_YEAR}", _month),
    (r"(?:the year )?(?P<year>(?:19|20)\d\d)(?: 's)?", lambda match: Year(int(match["year"]))),
)
# A preposition belongs to the time that it stands before.
_BEFORE = r"(?:(?:on|in|at|from|of|during|for|only|by|back in|around|within) )*"
_DAYS = tuple((re.compile(rf"(?<!\S){_BEFORE}(?:{source})(?!\S)"), read) for source, read in _PATTERNS)


def spoken(text: str) -> Said:
    """Of a text in lower case, its words parted by single blanks. Of two times of a kind the first counts."""
    days, day_places = next(_days_in(text), (None, ()))
    rest = text
    for start, end in day_places:
        rest = rest[:start] + "\x00" * (end - start) + rest[end:]
    hours, hour_places = hours_of(rest)
    return Said(days, hours, tuple(sorted((*day_places, *hour_places))))


def _days_in(text: str) -> Iterator[tuple[Days, tuple[tuple[int, int], ...]]]:
    for pattern, read in _DAYS:
        for match in pattern.finditer(text):
            found = read(match)
            if found is not None:
                yield found, (match.span(),)
