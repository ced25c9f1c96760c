"""Fields and their values in words, for lists of changes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.snapshots import talk_value
from bot.domain.talks import Link, Speaker

FIELD_NAMES: Mapping[str, str] = {
    "title_confirmed": "title confirmed",
    "session_type": "type",
    "part_of": "part of",
    "held_on": "day",
    "starts_at": "start",
    "ends_at": "end",
    "url": "page",
    "video_url": "recording",
    "also_called": "other names",
    "starts_on": "first day",
    "ends_on": "last day",
    "dates_note": "note on the dates",
    "time_zone": "time zone",
}


def counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"


def field_name(field: str) -> str:
    return FIELD_NAMES.get(field, field)


def value_in_words(value: Any, time_zone: str | None) -> str:
    """Times are those of the event's zone, named; an unknown value is a dash."""
    match value:
        case None | "" | ():
            return "–"
        case bool():
            return "yes" if value else "no"
        case datetime():
            there = value if time_zone is None else value.astimezone(ZoneInfo(time_zone))
            return f"{there:%a %Y-%m-%d %H:%M} {there.tzname()}"
        case date():
            return f"{value:%a} {value.isoformat()}"
        case tuple():
            return ", ".join(_part(part) for part in value)
        case _:
            return str(value)


def plain_in_words(field: str, plain: Any, time_zone: str | None) -> str:
    """The same for a talk's value as history keeps it."""
    return value_in_words(talk_value(field, plain), time_zone)


def _part(value: Any) -> str:
    match value:
        case Speaker():
            return value.name
        case Link():
            return f"{value.label}: {value.url}"
        case _:
            return str(value)
