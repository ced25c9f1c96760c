from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.recurrence import Recurrence, Unit
from bot.times.recurrence import occurrences
from tests.times.zones import ODD_ZONES, changes

DETROIT = ZoneInfo("America/Detroit")
NINE = time(9)
_FREQUENCIES: Mapping[Unit, Literal[1, 2, 3]] = {Unit.DAY: DAILY, Unit.WEEK: WEEKLY, Unit.MONTH: MONTHLY}
DAY = timedelta(days=1)
_HALF_DAY = timedelta(hours=12)
_weekdays = st.lists(st.integers(0, 6), min_size=1, unique=True).map(lambda days: tuple(sorted(days)))
_days = st.dates(date(2009, 1, 1), date(2036, 12, 31))
_times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
_zones = st.sampled_from(ODD_ZONES).map(ZoneInfo)
_ends: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({}),
    st.fixed_dictionaries({"until": _days}),
    st.fixed_dictionaries({"times": st.integers(1, 40)}),
)
_patterns: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"unit": st.just(Unit.DAY), "every": st.integers(1, 400)}),
    st.fixed_dictionaries({"unit": st.just(Unit.WEEK), "every": st.integers(1, 60), "weekdays": _weekdays}),
    st.fixed_dictionaries(
        {"unit": st.just(Unit.MONTH), "every": st.integers(1, 30), "month_day": st.sampled_from([-1, *range(1, 32)])}
    ),
    st.fixed_dictionaries(
        {
            "unit": st.just(Unit.MONTH),
            "every": st.integers(1, 30),
            "nth": st.sampled_from([-1, 1, 2, 3, 4, 5]),
            "weekdays": _weekdays,
        }
    ),
)
recurrences = st.builds(
    lambda pattern, end, at, starts_on: Recurrence(at=at, starts_on=starts_on, **pattern, **end),
    _patterns,
    _ends,
    _times,
    _days,
)


def _shown(recurrence: Recurrence, zone: ZoneInfo, amount: int, after: datetime | None = None) -> list[str]:
    """What the clock in the zone shows when they go out."""
    moments = (moment for _, moment in islice(occurrences(recurrence, zone, after), amount))
    return [f"{moment.astimezone(zone):%a %Y-%m-%d %H:%M %Z}" for moment in moments]


def test_keeps_to_the_wall_clock_over_summer_time() -> None:
    weekly = Recurrence(unit=Unit.WEEK, at=NINE, starts_on=date(2026, 10, 19), weekdays=(0,))
    assert list(islice(occurrences(weekly, DETROIT), 3)) == [
        ("2026-10-19T09:00", datetime(2026, 10, 19, 13, tzinfo=UTC)),
        ("2026-10-26T09:00", datetime(2026, 10, 26, 13, tzinfo=UTC)),
        ("2026-11-02T09:00", datetime(2026, 11, 2, 14, tzinfo=UTC)),
    ]


def test_goes_out_as_soon_as_a_skipped_time_is_over() -> None:
    daily = Recurrence(unit=Unit.DAY, at=time(2, 30), starts_on=date(2026, 3, 7), times=3)
    assert _shown(daily, DETROIT, 9) == [
        "Sat 2026-03-07 02:30 EST",
        "Sun 2026-03-08 03:00 EDT",
        "Mon 2026-03-09 02:30 EDT",
    ]


def test_goes_out_once_where_the_clock_shows_a_time_twice() -> None:
    daily = Recurrence(unit=Unit.DAY, at=time(1, 30), starts_on=date(2026, 10, 31), until=date(2026, 11, 2))
    assert _shown(daily, DETROIT, 9) == [
        "Sat 2026-10-31 01:30 EDT",
        "Sun 2026-11-01 01:30 EDT",
        "Mon 2026-11-02 01:30 EST",
    ]


def test_a_day_that_a_zone_left_out_goes_out_when_the_next_begins() -> None:
    daily = Recurrence(unit=Unit.DAY, at=NINE, starts_on=date(2011, 12, 29), times=3)
    assert _shown(daily, ZoneInfo("Pacific/Apia"), 9) == [
        "Thu 2011-12-29 09:00 -10",
        "Sat 2011-12-31 00:00 +14",
        "Sat 2011-12-31 09:00 +14",
    ]


def test_two_that_fall_on_one_moment_are_one() -> None:
    midnight = Recurrence(unit=Unit.DAY, at=time(), starts_on=date(2011, 12, 29), times=3)
    assert _shown(midnight, ZoneInfo("Pacific/Apia"), 9) == [
        "Thu 2011-12-29 00:00 -10",
        "Sat 2011-12-31 00:00 +14",
        "Sun 2012-01-01 00:00 +14",
    ]


@pytest.mark.parametrize(
    ("recurrence", "expected"),
    [
        (
            Recurrence(unit=Unit.MONTH, at=NINE, starts_on=date(2026, 1, 31), month_day=31),
            ["Sat 2026-01-31", "Tue 2026-03-31", "Sun 2026-05-31"],
        ),
        (
            Recurrence(unit=Unit.MONTH, at=NINE, starts_on=date(2026, 1, 31), month_day=-1),
            ["Sat 2026-01-31", "Sat 2026-02-28", "Tue 2026-03-31"],
        ),
        (
            Recurrence(unit=Unit.MONTH, at=NINE, starts_on=date(2026, 1, 14), weekdays=(1,), nth=2),
            ["Tue 2026-02-10", "Tue 2026-03-10", "Tue 2026-04-14"],
        ),
        (
            Recurrence(unit=Unit.WEEK, at=NINE, starts_on=date(2026, 1, 7), weekdays=(0, 4), every=2),
            ["Fri 2026-01-09", "Mon 2026-01-19", "Fri 2026-01-23"],
        ),
    ],
)
def test_counts_from_the_unit_it_starts_in(recurrence: Recurrence, expected: list[str]) -> None:
    assert [shown[:14] for shown in _shown(recurrence, DETROIT, 3)] == expected


def test_counts_its_times_from_the_beginning() -> None:
    thrice = Recurrence(unit=Unit.DAY, at=NINE, starts_on=date(2026, 7, 1), times=3)
    assert _shown(thrice, DETROIT, 9, after=datetime(2026, 7, 2, 13, tzinfo=UTC)) == ["Fri 2026-07-03 09:00 EDT"]


def test_what_can_never_be_ends() -> None:
    never = Recurrence(unit=Unit.MONTH, at=NINE, starts_on=date(2026, 2, 1), month_day=30, every=12)
    assert list(occurrences(never, DETROIT)) == []


@pytest.mark.parametrize("name", ODD_ZONES)
def test_every_change_of_the_clock(name: str) -> None:
    """A time goes out in the first minute in which the clock shows it or more, and so never twice and never early."""
    zone = ZoneInfo(name)
    for change in changes(name):
        for stamp, first_minute in _around(change, zone):
            daily = Recurrence(unit=Unit.DAY, at=stamp.time(), starts_on=date(2019, 1, 1))
            just_before = first_minute - _HALF_DAY
            assert next(occurrences(daily, zone, just_before)) == (f"{stamp:%Y-%m-%dT%H:%M}", first_minute)


def _around(change: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Times of the wall clock near a change, and when each is first reached."""
    minutes = [change + timedelta(minutes=count) for count in range(-200, 201)]
    shown = [minute.astimezone(zone).replace(tzinfo=None) for minute in minutes]
    stamp = max(shown[:20])
    reached = 0
    while stamp < shown[-1]:
        while shown[reached] < stamp:
            reached += 1
        yield stamp, minutes[reached]
        stamp += timedelta(minutes=7)


@given(recurrences)
def test_its_days_are_those_of_the_calendar_standard(recurrence: Recurrence) -> None:
    """Against the rules of RFC 5545, as python-dateutil counts them."""
    keys = [datetime.fromisoformat(key) for key, _ in islice(occurrences(recurrence, ZoneInfo("UTC")), 30)]
    assert keys == list(islice(_by_the_standard(recurrence), 30))


def _by_the_standard(recurrence: Recurrence) -> Iterable[datetime]:
    first = datetime.combine(recurrence.starts_on, recurrence.at)
    days = [weekday(day, recurrence.nth) for day in recurrence.weekdays]
    return rrule(
        _FREQUENCIES[recurrence.unit],
        dtstart=first,
        interval=recurrence.every,
        wkst=0,
        byweekday=days or None,
        bymonthday=recurrence.month_day,
        until=recurrence.until and datetime.combine(recurrence.until, time.max),
        count=recurrence.times,
    )


@given(recurrences, _zones, st.integers(0, 19_000).map(lambda days: datetime(2008, 1, 1, 12, tzinfo=UTC) + days * DAY))
def test_what_comes_after_a_moment_is_what_is_left(recurrence: Recurrence, zone: ZoneInfo, after: datetime) -> None:
    found = list(islice(occurrences(recurrence, zone, after), 5))
    every = (one for one in occurrences(recurrence, zone) if one[1] > after)
    assert found == list(islice(every, 5))


@given(recurrences, _zones)
def test_goes_out_in_order_and_once(recurrence: Recurrence, zone: ZoneInfo) -> None:
    found = list(islice(occurrences(recurrence, zone), 50))
    assert found == sorted(dict(found).items())
    moments = [moment for _, moment in found]
    assert moments == sorted(set(moments))
