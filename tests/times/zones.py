"""Zones whose clocks do what clocks should not, and the moments at which they do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

ODD_ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Asuncion",
    "America/Detroit",
    "America/Havana",
    "America/Nuuk",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Casey",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/Chisinau",
    "Europe/London",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Easter",
    "Pacific/Norfolk",
)
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
LAST = datetime(2036, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@cache
def changes(name: str) -> tuple[datetime, ...]:
    """The first minute of every other offset, from 2020 to 2035, in UTC."""
    return tuple(_changes(ZoneInfo(name)))


def _changes(zone: ZoneInfo) -> Iterator[datetime]:
    day = FIRST
    while day < LAST:
        if (day + _DAY).astimezone(zone).utcoffset() != day.astimezone(zone).utcoffset():
            yield _first_changed(day, zone)
        day += _DAY


def _first_changed(day: datetime, zone: ZoneInfo) -> datetime:
    offset = day.astimezone(zone).utcoffset()
    return next(
        minute
        for minute in (day + count * _MINUTE for count in range(1, 24 * 60 + 1))
        if minute.astimezone(zone).utcoffset() != offset
    )
