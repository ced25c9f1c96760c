"""The hours that a text names: parts of the day, and times of the clock."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time
from typing import TypeAlias

# Nobody means the night by "at 3": what is below this hour, without "am" or a zero before it, is in the afternoon.
_EARLIEST = 8
_NOON = 12
_HOURS_OF_DAY = 24
_MINUTES_AROUND = 15


@dataclass(frozen=True, slots=True)
class Hours:
    """From one time of the day and before another; None where it is open. An end before the start is the next day's.

    `today` says that the words name the day too.
    """

    start: time | None = None
    end: time | None = None
    today: bool = False


Places: TypeAlias = tuple[tuple[int, int], ...]

_CLOCK = (
    r"(?:(?P<{0}noon>noon|midday|lunch(?: ?time)?|lunch break)|(?P<{0}midnight>midnight)"
    r"|(?P<{0}hour>[012]?\d)(?:[:h](?P<{0}minute>[0-5]\d))?"
    r"(?: ?(?P<{0}half>am|pm|a\.m\.?|p\.m\.?|in the (?:morning|afternoon|evening))| ?(?:o'?clock|h))?)"
)
_AT, _FROM, _TO = (_CLOCK.format(name) for name in ("at", "from", "to"))
_HALVES = {"am": 0, "pm": 1, "in the morning": 0, "in the afternoon": 1, "in the evening": 1}
_PARTS = {
    "morning": Hours(time(4), time(12)),
    "afternoon": Hours(time(12), time(18)),
    "evening": Hours(time(17), time(4)),
    "night": Hours(time(17), time(4)),
}


def _clock(match: re.Match[str], name: str) -> time | None:
    if match[f"{name}noon"]:
        return time(_NOON)
    if match[f"{name}midnight"]:
        return time(0)
    hour, minute = int(match[f"{name}hour"]), int(match[f"{name}minute"] or 0)
    half = _HALVES.get((match[f"{name}half"] or "").replace(".", ""))
    if half is not None:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + _NOON * half
    elif 0 < hour < _EARLIEST and not match[f"{name}hour"].startswith("0"):
        hour += _NOON
    return time(hour, minute) if hour < _HOURS_OF_DAY else None


def _between(match: re.Match[str]) -> Hours | None:
    start, end = _clock(match, "from"), _clock(match, "to")
    return None if start is None or end is None else Hours(start, end)


def _after(match: re.Match[str]) -> Hours | None:
    start = _clock(match, "at")
    return None if start is None else Hours(start=start)


def _before(match: re.Match[str]) -> Hours | None:
    end = _clock(match, "at")
    return None if end is None else Hours(end=end)


def _at(match: re.Match[str]) -> Hours | None:
    start = _clock(match, "at")
    if start is None:
        return None
    minutes = start.hour * 60 + start.minute + _MINUTES_AROUND
    return Hours(start, time(minutes // 60 % 24, minutes % 60))


_PATTERNS: tuple[tuple[str, Callable[[re.Match[str]], Hours | None]], ...] = (
    (rf"(?:between|from) {_FROM} (?:and|to|until|till|-) {_TO}", _between),
    (rf"(?:after|from|since|later than|past|starting (?:at|from)) {_AT}(?: on| onwards?)?", _after),
    (rf"(?:before|until|till|by|earlier than) {_AT}", _before),
    (rf"(?:at|around|about|@) {_AT}(?![-/.]?\d)", _at),
    # Without "at", only what nothing but a clock shows.
    (rf"(?=\d+(?::\d| ?(?:am|pm)\b| in the )){_AT}", _at),
    (r"(?P<this>tonight(?: 's)?|this evening|this night)", lambda _: replace(_PARTS["evening"], today=True)),
    (
        r"(?:in the |on the |(?P<this>this )|during the |the )?(?P<part>morning|afternoon|evening)s?(?: 's)?",
        lambda match: replace(_PARTS[match["part"]], today=bool(match["this"])),
    ),
    (r"at night", lambda _: _PARTS["night"]),
)
_HOURS = tuple((re.compile(rf"(?<!\S)(?:{source})(?!\S)"), read) for source, read in _PATTERNS)


def hours_of(text: str) -> tuple[Hours | None, Places]:
    """The hours named first by the most particular words, and where these stand."""
    for pattern, read in _HOURS:
        for match in pattern.finditer(text):
            hours = read(match)
            if hours is not None:
                return hours, (match.span(),)
    return None, ()
