"""When something repeats: from a rule of the wall clock to moments, in order and without end."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count, islice, takewhile
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.domain.recurrence import Recurrence, Unit
from bot.times.month_days import LAST_DAY, day_of_month, month_number, nth_weekday
from bot.times.wall_clock import moment_of


def occurrences(
    recurrence: Recurrence, zone: ZoneInfo, after: datetime | None = None
) -> Iterator[tuple[str, datetime]]:
    """What the wall clock is to show, such as "2026-03-08T02:30", and the moment in UTC when it goes out.

    In order and strictly after `after`. Two that fall on one moment, because the zone skips a day, are one.
    """
    if recurrence.times is not None:
        counted = islice(_firings(recurrence, zone, recurrence.starts_on), recurrence.times)
        return (firing for firing in counted if after is None or firing[1] > after)
    if after is None:
        return _firings(recurrence, zone, recurrence.starts_on)
    # A time goes out once the clock shows it or more, so those of the days before have gone out.
    later = _firings(recurrence, zone, max(recurrence.starts_on, after.astimezone(zone).date()))
    return (firing for firing in later if firing[1] > after)


def _firings(recurrence: Recurrence, zone: ZoneInfo, since: date) -> Iterator[tuple[str, datetime]]:
    last = None
    for day in _days(recurrence, since):
        moment = moment_of(day, recurrence.at, zone)
        if moment != last:
            yield datetime.combine(day, recurrence.at).isoformat(timespec="minutes"), moment
        last = moment


def _days(recurrence: Recurrence, since: date) -> Iterator[date]:
    end = min(recurrence.until or LAST_DAY, LAST_DAY)
    for day in takewhile(lambda day: day <= end, _endless_days(recurrence, since)):
        if day >= since:
            yield day


def _endless_days(recurrence: Recurrence, since: date) -> Iterator[date]:
    """From a little before `since`, and never before the unit in which the rule starts."""
    match recurrence.unit:
        case Unit.DAY:
            return _by_day(recurrence, since)
        case Unit.WEEK:
            return _by_week(recurrence, since)
        case Unit.MONTH:
            return _by_month(recurrence, since)
        case _:
            assert_never(recurrence.unit)


def _by_day(recurrence: Recurrence, since: date) -> Iterator[date]:
    return _steps(recurrence.starts_on, since, recurrence.every)


def _by_week(recurrence: Recurrence, since: date) -> Iterator[date]:
    monday = recurrence.starts_on - timedelta(days=recurrence.starts_on.weekday())
    for start in _steps(monday, since, 7 * recurrence.every):
        for weekday in sorted(set(recurrence.weekdays)):
            yield start + timedelta(days=weekday)


def _steps(first: date, since: date, days: int) -> Iterator[date]:
    passed = max((since - first).days // days, 0)
    for ordinal in count(first.toordinal() + passed * days, days):
        if ordinal > LAST_DAY.toordinal():
            return
        yield date.fromordinal(ordinal)


def _by_month(recurrence: Recurrence, since: date) -> Iterator[date]:
    first = month_number(recurrence.starts_on)
    passed = max((month_number(since) - first) // recurrence.every, 0)
    for number in range(first + passed * recurrence.every, month_number(LAST_DAY) + 1, recurrence.every):
        yield from sorted(_days_of_month(recurrence, number))


def _days_of_month(recurrence: Recurrence, number: int) -> Iterator[date]:
    if recurrence.month_day is not None:
        days = [day_of_month(number, recurrence.month_day)]
    else:
        nth = recurrence.nth or 1
        days = [nth_weekday(number, nth, weekday) for weekday in recurrence.weekdays]
    return (day for day in days if day is not None)
