"""Times and durations as schedules write them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import SourceError
from bot.importers.formats import TimeZoneNeeded

_CLOCK = re.compile(r"(\d{1,2}):?(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ?([ap])\.?m\.?)?", re.IGNORECASE)
_EPOCH = re.compile(r"\d{12,14}")
_COMPACT_OFFSET = re.compile(r"(.*\d)\s*([+-]\d{2}):?(\d{2})?")
_SPAN = re.compile(r"(?:(\d+)\s*d\w*\s*)?(?:(\d+)\s*h\w*\s*)?(?:(\d+)\s*m\w*)?", re.IGNORECASE)
_ISO_SPAN = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?")
SENSIBLE_YEARS = range(1970, 2201)
LONGEST_SPAN = timedelta(days=31)
_NOON = time(12)


def zone_of(name: str) -> ZoneInfo:
    """Raise SourceError if `name` is no IANA time zone."""
    try:
        return ZoneInfo(name.strip())
    except (KeyError, ValueError, OSError):
        raise SourceError(f"time zone: {name[:60]!r} is unknown; write it like Europe/Berlin") from None


def clock_time(value: str) -> time:
    """Read "09:30", "9:30:00", "0930" and "9:30 PM". Raise ValueError for anything else."""
    match = _CLOCK.fullmatch(value.strip())
    if match is None:
        raise ValueError(value)
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    if half := match.group(4):
        hour = hour % 12 + (12 if half in "pP" else 0)
    return time(hour, minute, second)


def moment(value: Any, zone: ZoneInfo | None, key: str = "start") -> datetime | None:
    """Read a full moment: ISO 8601 with "+01:00", "+0100", "+01" or "Z", or milliseconds since 1970.

    Return None for a missing value. A time without an offset is local time in `zone`. Raise TimeZoneNeeded
    if there is no zone, and SourceError for what is no time.
    """
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text:
        return None
    try:
        found = _parsed(text)
    except (ValueError, OverflowError):
        raise SourceError(f"{key}: {text[:60]!r} is no time") from None
    return aware(found, zone)


def aware(found: datetime, zone: ZoneInfo | None) -> datetime:
    if found.tzinfo is not None:
        return found
    if zone is None:
        raise TimeZoneNeeded
    return found.replace(tzinfo=zone)


def in_utc(value: datetime, zone: ZoneInfo | None) -> datetime:
    return aware(value, zone).astimezone(UTC)


def local_moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def day_of(value: Any, key: str = "date") -> date | None:
    """Read the date that a text begins with. Raise SourceError for what is none."""
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        return None
    try:
        found = date.fromisoformat(text[:10].replace("/", "-"))
    except ValueError:
        raise SourceError(f"{key}: {text[:60]!r} is no date") from None
    if found.year not in SENSIBLE_YEARS:
        raise SourceError(f"{key}: {text[:60]!r} is no date of a conference")
    return found


def day_or_unknown(value: Any) -> date | None:
    """Read a date that other records do not hang on: where it is none, it is unknown."""
    try:
        return day_of(value)
    except SourceError:
        return None


def span_of(value: Any) -> timedelta | None:
    """Read a duration: minutes, "00:45", "1:30:00", "1 h 30", "PT45M". None for anything else, and for zero."""
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    match = _SPAN.fullmatch(text) or _ISO_SPAN.fullmatch(text)
    try:
        if re.fullmatch(r"\d{1,5}(?:\.0+)?", text):
            span = timedelta(minutes=float(text))
        elif ":" in text:
            hours, minutes, *seconds = (int(part) for part in text.split(":"))
            span = timedelta(hours=hours, minutes=minutes, seconds=sum(seconds))
        else:
            days, hours, minutes = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
            span = timedelta(days=days, hours=hours, minutes=minutes)
    except (ValueError, OverflowError):
        return None
    return span if timedelta() < span <= LONGEST_SPAN else None


def conference_day(starts_at: datetime | None, day: date | None, zone: ZoneInfo | None) -> date | None:
    """Return the day of the programme an entry belongs to.

    After midnight that is the day it is listed under. A listed day further off is plainly wrong.
    """
    if starts_at is None or day is None:
        return day
    local = starts_at.astimezone(zone) if zone else starts_at
    is_after_midnight = local.date() - day == timedelta(days=1) and local.time() < _NOON
    return day if is_after_midnight else local.date()


def _parsed(text: str) -> datetime:
    found = datetime.fromtimestamp(int(text) / 1000, UTC) if _EPOCH.fullmatch(text) else _iso(text)
    if found.year not in SENSIBLE_YEARS:
        raise ValueError(text)
    return found


def _iso(text: str) -> datetime:
    """Read ISO 8601 with a time; a date alone is no moment."""
    if len(text) <= len("2026-10-25"):
        raise ValueError(text)
    match = _COMPACT_OFFSET.fullmatch(text) if "T" in text or " " in text else None
    if match and ":" in match.group(1):
        text = f"{match.group(1)}{match.group(2)}:{match.group(3) or '00'}"
    return datetime.fromisoformat(text)
