"""How often, as moderators type it: "weekdays", "every 2 weeks on tue", "second tuesday until 2026-12-31"."""

import re
from dataclasses import asdict
from datetime import date, datetime, time
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.recurrence import Recurrence, UnreadRepeat
from bot.times.recurrence import occurrences
from bot.times.repeat_words import IF_ANY
from bot.times.typed_clocks import typed_clock
from bot.times.typed_days import typed_day
from bot.times.typed_repeats import repeating_days

LONGEST_TEXT = 200
MOST_TIMES = 1_000
EXAMPLES = (
    "Write it like `day`, `weekdays`, `mon, wed and fri`, `2 weeks on tue`, `month on the 15th`, `second tuesday` or "
    "`last day of the month`, and if it is to end, add `until 2026-12-31` or `10 times`."
)
_UNTIL = re.compile(r"(?:^|,? )(?:until|till|through) (?P<day>.+)$")
_TIMES = re.compile(r"(?:^|,? )(?:for )?(?P<times>\d{1,6}) times?$", re.ASCII)
_AT = re.compile(r",? at (?P<clock>\S+(?: ?[ap]\.?m\.?)?)$")
_EVERY = re.compile(r"^(?:(?:on|every|each|repeat) )+")

ReadRepeat: TypeAlias = Recurrence | UnreadRepeat


class _Unclear(Exception):  # noqa: N818  never leaves this module
    """Says why."""


def read_repeat(text: str, first: datetime, zone: ZoneInfo) -> ReadRepeat:
    """`first` is the moment from which it repeats, and whose time of the clock in `zone` it keeps."""
    there = first.astimezone(zone)
    at = there.time().replace(second=0, microsecond=0)
    typed = " ".join(text[: LONGEST_TEXT + 1].casefold().split()).replace(IF_ANY, "")
    try:
        recurrence = _recurrence(typed, there.date(), at)
    except _Unclear as unclear:
        return UnreadRepeat(f"{unclear} {EXAMPLES}")
    if next(occurrences(recurrence, zone), None) is None:
        return UnreadRepeat(f"No such day comes before it ends. {EXAMPLES}")
    return recurrence


def _recurrence(typed: str, starts_on: date, at: time) -> Recurrence:
    typed, times = _times(typed)
    typed, until = _until(typed, starts_on)
    if times is None:
        typed, times = _times(typed)
    days = repeating_days(_EVERY.sub("", _without_time(typed, at)), starts_on)
    if days is None or len(typed) > LONGEST_TEXT:
        raise _Unclear("I do not understand how often.")
    return Recurrence(at=at, starts_on=starts_on, until=until, times=times, **asdict(days))


def _until(typed: str, starts_on: date) -> tuple[str, date | None]:
    match = _UNTIL.search(typed)
    if match is None:
        return typed, None
    day = typed_day(match["day"], starts_on)
    if day is None or day.rest.strip() or len(day.days) != 1 or day.is_other_weekday:
        raise _Unclear("I do not understand until which day.")
    if day.days[0] < starts_on:
        raise _Unclear("It would end before it begins.")
    return typed[: match.start()], day.days[0]


def _times(typed: str) -> tuple[str, int | None]:
    match = _TIMES.search(typed)
    if match is None:
        return typed, None
    if not 1 <= int(match["times"]) <= MOST_TIMES:
        raise _Unclear(f"It can repeat 1 to {MOST_TIMES} times.")
    return typed[: match.start()], int(match["times"])


def _without_time(typed: str, at: time) -> str:
    match = _AT.search(typed)
    if match is None:
        return typed
    clock = typed_clock(match["clock"])
    if clock is None or at not in clock.times:
        raise _Unclear(f"It starts at {at:%H:%M}, and repeats at that time.")
    return typed[: match.start()]
