"""From the time words of a question to the days and moments that they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.times.spoken import (
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
from bot.times.spoken_hours import Hours
from bot.times.wall_clock import moment_of

_WEEK = timedelta(days=7)
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_A_WHILE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What words of time are understood by. `event_days` are all days of the event, `talk_days` those with talks, and
    `known_days` the days with talks of every event. `day_before` is what was spoken of before: hours are those of that day.
    """

    zone: ZoneInfo
    asked_at: datetime
    event_days: tuple[date, ...] = ()
    talk_days: tuple[date, ...] = ()
    known_days: tuple[date, ...] = ()
    day_before: date | None = None

    @property
    def today(self) -> date:
        return self.asked_at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One day, one year, or a time from one moment on and before another; in words for a reader: ("day", "…")."""

    day: date | None = None
    year: int | None = None
    starts_from: datetime | None = None
    starts_before: datetime | None = None
    named: tuple[str, str]


def span_of(said: Said, moment: Moment) -> Span | None:
    """None where nothing is said of time, or a day that there is not."""
    if said.hours is not None:
        return _hours(said, said.hours, moment)
    if said.days is None:
        return None
    if isinstance(said.days, Year | RelativeYear):
        year = said.days.year if isinstance(said.days, Year) else moment.today.year + said.days.which.value
        return Span(year=year, named=("year", str(year)))
    if isinstance(said.days, Years):
        return _years(said.days, moment)
    days = _days(said.days, moment)
    if days is None:
        return None
    first, last = days
    if first == last:
        return Span(day=first, named=("day", in_words(first) + _where(said.days, moment)))
    return Span(
        starts_from=_at(first, time(), moment),
        starts_before=_at(last + _ONE_DAY, time(), moment),
        named=("days", f"{in_words(first)} – {in_words(last)}{_where(said.days, moment)}"),
    )


def in_words(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def _where(days: Days, moment: Moment) -> str:
    """The zone, for days that are not the same everywhere."""
    absolute = isinstance(days, CalendarDay | Month | EventDay) and not (
        isinstance(days, Month) and days.number is None
    )
    return "" if absolute else f" ({moment.zone.key})"


def _hours(said: Said, hours: Hours, moment: Moment) -> Span | None:
    alone = moment.today if hours.today else moment.day_before or moment.today
    days = _one(alone) if said.days is None else _days(said.days, moment)
    if days is None:
        return None
    first, last = days
    begin = _at(first, hours.start or time(), moment)
    if hours.end is None:
        end = _at(last + _ONE_DAY, time(), moment)
    else:
        next_day = hours.start is not None and hours.end <= hours.start
        end = _at(last + _ONE_DAY if next_day else last, hours.end, moment)
        # All of it may lie in the hour that a clock skips.
        end = end if end > begin else begin + _A_WHILE
    shown = in_words(first) if first == last else f"{in_words(first)} – {in_words(last)}"
    return Span(
        starts_from=begin,
        starts_before=end,
        named=("time", f"{shown}, {_clock(hours, begin, end)} ({moment.zone.key})"),
    )


def _clock(hours: Hours, begin: datetime, end: datetime) -> str:
    if hours.start is None:
        return f"before {end:%H:%M}"
    return f"from {begin:%H:%M}" if hours.end is None else f"{begin:%H:%M}–{end:%H:%M}"


def _years(years: Years, moment: Moment) -> Span:
    begin = None if years.first is None else _at(date(years.first, 1, 1), time(), moment)
    end = None if years.last is None else _at(date(years.last + 1, 1, 1), time(), moment)
    if years.first is None:
        shown = f"until {years.last}"
    else:
        shown = f"since {years.first}" if years.last is None else f"{years.first}–{years.last}"
    return Span(starts_from=begin, starts_before=end, named=("years", shown))


def _at(day: date, at: time, moment: Moment) -> datetime:
    """In the event's zone, so that its date is the day there."""
    return moment_of(day, at, moment.zone).astimezone(moment.zone)


def _days(days: Days, moment: Moment) -> tuple[date, date] | None:  # noqa: PLR0911  one return a case
    """The first and the last."""
    today = moment.today
    match days:
        case RelativeDay():
            return _one(today + timedelta(days=days.days))
        case Weekday():
            return _one(_weekday(days, moment))
        case CalendarDay():
            return _calendar_day(days, moment)
        case EventDay():
            at = days.number - 1 if days.number > 0 else days.number
            known = moment.talk_days
            return _one(known[at]) if -len(known) <= at < len(known) else None
        case Week():
            monday = today - timedelta(days=today.weekday()) + days.which.value * _WEEK
            return monday, monday + timedelta(days=6)
        case Weekend():
            saturday = today - timedelta(days=today.weekday()) + timedelta(days=_SATURDAY) + days.which.value * _WEEK
            return saturday, saturday + _ONE_DAY
        case Month():
            return _month(days, moment)
        case Year() | RelativeYear() | Years():
            return None
        case _:
            assert_never(days)


def _one(day: date) -> tuple[date, date]:
    return day, day


def _weekday(days: Weekday, moment: Moment) -> date:
    """The event's day of that name, the first that is not past; without an event the coming one, today included."""
    today = moment.today
    ahead = timedelta(days=(days.number - today.weekday()) % 7)
    if days.which is None:
        held = [day for day in moment.event_days if day.weekday() == days.number]
        coming = [day for day in held if day >= today]
        if held:
            return (coming or held)[0]
        return today + ahead
    monday = today - timedelta(days=today.weekday())
    if days.which is Which.NEXT:
        # "Next Friday", said on a Wednesday, is not the day after tomorrow.
        return monday + _WEEK + timedelta(days=days.number)
    if days.which is Which.LAST:
        return today - timedelta(days=(today.weekday() - days.number - 1) % 7 + 1)
    return today + ahead


def _calendar_day(days: CalendarDay, moment: Moment) -> tuple[date, date] | None:
    """Without a year: the event's day, else the day with talks that is nearest, else the nearest such day."""
    if days.year is not None:
        return _one(date(days.year, days.month, days.day))
    for known in (moment.event_days, moment.known_days, _around(days, moment.today)):
        same = [day for day in known if (day.month, day.day) == (days.month, days.day)]
        if same:
            return _one(min(same, key=lambda day: abs(day - moment.today)))
    return None


def _around(days: CalendarDay, today: date) -> Sequence[date]:
    # Eight years apart may lie two leap days.
    return [day for year in range(today.year - 8, today.year + 9) if (day := _date(year, days.month, days.day))]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(days: Month, moment: Moment) -> tuple[date, date]:
    today = moment.today
    if days.number is None:
        first = _month_start(today.year, today.month + days.which.value)
    else:
        first = _month_start(days.year or _year_of_month(days.number, moment), days.number)
    return first, _month_start(first.year, first.month + 1) - _ONE_DAY


def _month_start(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _year_of_month(month: int, moment: Moment) -> int:
    """The event's, else that of the nearest talks, else this year."""
    for known in (moment.event_days, moment.known_days):
        same = [day for day in known if day.month == month]
        if same:
            return min(same, key=lambda day: abs(day - moment.today)).year
    return moment.today.year
