"""Times and durations as schedules write them. Times come out in UTC, so that equal moments compare equal."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.errors import SourceError

_CLOCK = re.compile(r"(\d{1,2}):?(\d{2})(?::(\d{2}))?")
_SPAN = re.compile(r"(?:(\d+) *d[a-z]* *)?(?:(\d+) *h[a-z]* *)?(?:(\d+) *m[a-z]*)?", re.IGNORECASE)
_EPOCH_SECONDS_BEFORE = 100_000_000_000


def zone_of(name: str) -> ZoneInfo:
    """Raise SourceError if `name` is no IANA time zone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise SourceError(f"time zone: {name[:60]!r} is unknown; write it like Europe/Berlin") from None


def clock_time(value: str) -> time:
    """Read "09:30", "9:30:00" and "0930". Raise ValueError for anything else."""
    match = _CLOCK.fullmatch(value.strip())
    if match is None:
        raise ValueError(value)
    hour, minute, second = (int(part or 0) for part in match.groups())
    return time(hour, minute, second)


def in_utc(moment: datetime, zone: ZoneInfo | None) -> datetime | None:
    """Return None for a local time that no zone is known for."""
    if moment.tzinfo is None:
        if zone is None:
            return None
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(UTC)


def local_moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
