"""Which days the words for days mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.times.said import (
    CalendarDay,
    Days,
    EventDay,
    Month,
    RelativeDay,
    RelativeYear,
    Week,
    Weekday,
    Weekend,
    Which,
    Year,
    Years,
)

_WEEK = timedelta(days=7)
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What words of time are understood by. `event_days` are all days of the event, `talk_days` those with talks, and
    `known_days` the days with talks of every event. `day_before` was spoken of before: hours are those of it.
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


def days_meant(days: Days, moment: Moment) -> tuple[date, date] | None:  # noqa: PLR0911  one return a case
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
