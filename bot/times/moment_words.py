"""A moment said in full, in words that are read back as the same moment."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.moments import Moment
from bot.times.zones import offset_in_words


def moment_said(at: datetime, zone: ZoneInfo) -> Moment:
    there = at.astimezone(zone)
    clock = f"{there:%H:%M:%S}" if there.second else f"{there:%H:%M}"
    name = there.tzname() or ""
    shown = name if name.isalpha() else offset_in_words(there)
    place = "" if zone.key == shown else f" ({zone.key})"
    return Moment(at.astimezone(UTC), f"{there:%A}, {there.day} {there:%B %Y}, {clock} {shown}{place}")
