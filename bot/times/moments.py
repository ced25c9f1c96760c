"""The moment that a person means who types a time. What is not certain is a question, never a guess."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.moments import Doubt, Doubtful, ReadMoment
from bot.times.placing import FAR, FARTHEST, Place, ahead, placed, placed_without_day
from bot.times.typed_clocks import TypedClock, typed_clock
from bot.times.typed_days import typed_day
from bot.times.typed_waits import typed_wait
from bot.times.zones import zone_named

LONGEST_TEXT = 100
EXAMPLES = (
    "Write it like `in 20 minutes`, `tomorrow 9:00`, `fri 17:30`, `2026-12-01 09:00` or `2026-12-01T09:00-05:00`."
)
_EVENING = 17
_STAMP = re.compile(r"<t:(\d{1,11})(?::[a-z])?>", re.ASCII)
_ZONE = re.compile(r"\((?P<bracketed>[a-z][a-z0-9/_+-]+)\)|\b(?P<bare>[a-z]+(?:/[a-z][a-z0-9_+-]*)+)", re.ASCII)
_FILLERS = re.compile(r"(?:^|(?<=[\s,]))(?:at|on|by|@)(?=\s|$)|,")


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> ReadMoment:
    """A time without a zone is one of the clock in `zone`."""
    typed = " ".join(text[: LONGEST_TEXT + 1].casefold().replace("−", "-").split())
    place = Place(now, zone)
    if len(typed) > LONGEST_TEXT:
        return _unread("That is too long for a time.")
    if match := _STAMP.fullmatch(typed):
        return _stamped(int(match[1]), place)
    if (wait := typed_wait(typed)) is not None:
        return FAR if wait > FARTHEST else ahead(now.replace(microsecond=0) + wait, place)
    if match := _ZONE.search(typed):
        name = match["bracketed"] or match["bare"]
        named = zone_named(name)
        rest = f"{typed[: match.start()]} {typed[match.end() :]}"
        return _unread(f"I do not know the time zone {name}.") if named is None else _dated(rest, Place(now, named))
    return _dated(typed, place)


def _stamped(seconds: int, place: Place) -> ReadMoment:
    try:
        return ahead(datetime.fromtimestamp(seconds, UTC), place)
    except (ValueError, OverflowError, OSError):
        return FAR


def _dated(text: str, place: Place) -> ReadMoment:
    day = typed_day(text, place.today)
    rest = " ".join(_FILLERS.sub(" ", text if day is None else day.rest).split()).removeprefix("t")
    clock = _now(place) if day and day.is_counted and not rest else typed_clock(rest)
    if clock is None:
        return _unread("I miss the time of day.") if day and not rest else _unread("I do not understand that time.")
    if day is None:
        return placed_without_day(clock, place)
    if day.is_evening:
        clock = replace(clock, times=tuple(at for at in clock.times if at.hour >= _EVENING))
    return placed(day, clock, place) if clock.times else _unread("That is no time of the evening.")


def _now(place: Place) -> TypedClock:
    return TypedClock((place.now.astimezone(place.zone).time().replace(microsecond=0),))


def _unread(why: str) -> Doubtful:
    return Doubtful(Doubt.UNREAD, f"{why} {EXAMPLES}")
