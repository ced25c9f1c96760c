"""Times of day as people type them."""

import re
from dataclasses import dataclass
from datetime import time, timedelta

_CLOCK = re.compile(
    r"(?:(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,6})?)?|[.h](?P<minute2>\d{2}))?"
    r"|(?P<bare>\d{4}))"
    r"(?P<o_clock> ?o'?clock)?(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r" ?(?P<zone>z|(?:utc|gmt)? ?[+-]\d{1,2}(?::?\d{2})?|[a-z]{2,5})?",
    re.ASCII,
)
_OFFSET = re.compile(r"(?:utc|gmt)? ?(?:(?P<sign>[+-])(?P<hours>\d{1,2}?):?(?P<minutes>\d{2})?)", re.ASCII)
_NAMED = {"noon": time(12), "midday": time(12)}
_HALF_DAY = 12
_LARGEST_OFFSET = timedelta(hours=15)


@dataclass(frozen=True, slots=True)
class TypedClock:
    """`times` are the times of day it may mean. `offset` is that of UTC, `abbreviation` such as "EST", where given.

    At midnight one day ends and another begins: it means either, unless one of them has passed.
    """

    times: tuple[time, ...]
    is_midnight: bool = False
    offset: timedelta | None = None
    abbreviation: str | None = None


def typed_clock(text: str) -> TypedClock | None:
    """Read "9:00", "9am", "17.30", "9" and "09:00-05:00", in lower case. None for anything else."""
    if text in _NAMED:
        return TypedClock((_NAMED[text],))
    if text == "midnight":
        return TypedClock((time(),), is_midnight=True)
    match = _CLOCK.fullmatch(text)
    times = _times(match.groupdict()) if match else ()
    if match is None or not times:
        return None
    zone = match["zone"]
    if zone is None:
        return TypedClock(times)
    if zone.isalpha() and zone != "z":
        return TypedClock(times, abbreviation=zone.upper())
    offset = offset_of(zone)
    return None if offset is None else TypedClock(times, offset=offset)


def offset_of(text: str) -> timedelta | None:
    """Read "z", "utc+2", "-05:00" and "+0530". None for what no clock on earth keeps."""
    if text == "z":
        return timedelta()
    match = _OFFSET.fullmatch(text)
    if match is None:
        return None
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    if offset > _LARGEST_OFFSET:
        return None
    return -offset if match["sign"] == "-" else offset


def _times(parts: dict[str, str | None]) -> tuple[time, ...]:
    bare = parts["bare"] or ""
    hour = int(bare[:2] or parts["hour"] or 0)
    minute = int(bare[2:] or parts["minute"] or parts["minute2"] or 0)
    second = int(parts["second"] or 0)
    try:
        return tuple(time(each, minute, second) for each in _hours(hour, parts, is_full=_is_full(parts)))
    except ValueError:
        return ()


def _is_full(parts: dict[str, str | None]) -> bool:
    """Whether it is written as clocks show it, which is from 0 to 24 hours."""
    written = parts["hour"] or ""
    return bool(parts["bare"] or parts["minute"] or parts["minute2"] or written.startswith("0"))


def _hours(hour: int, parts: dict[str, str | None], *, is_full: bool) -> tuple[int, ...]:
    if half := parts["half"]:
        return (hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0),) if 0 < hour <= _HALF_DAY else ()
    if is_full or not 0 < hour <= _HALF_DAY:
        return (hour,)
    return (hour % _HALF_DAY, hour % _HALF_DAY + _HALF_DAY)
