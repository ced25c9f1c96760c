"""From the time words of a question to the days and moments that they mean."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.times.said import CalendarDay, Days, EventDay, Month, RelativeYear, Said, Year, Years
from bot.times.span_days import Moment, days_meant
from bot.times.spoken_hours import Hours
from bot.times.wall_clock import moment_of

_ONE_DAY = timedelta(days=1)
_A_WHILE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One day, one year, or a time from one moment on and before another; in words for a reader: ("day", "…")."""

    day: date | None = None
    year: int | None = None
    starts_from: datetime | None = None
    starts_before: datetime | None = None
    named: tuple[str, str]


def span_of(said: Said, moment: Moment) -> Span | None:  # noqa: PLR0911  one return a case
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
    days = days_meant(said.days, moment)
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
    days = (alone, alone) if said.days is None else days_meant(said.days, moment)
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
