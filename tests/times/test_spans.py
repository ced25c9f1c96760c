"""What the time words of a question mean, on a Wednesday in Detroit, and where clocks are set forward and back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.times.span_days import Moment
from bot.times.spans import Span, span_of
from bot.times.spoken import spoken

_DETROIT, _BERLIN = ZoneInfo("America/Detroit"), ZoneInfo("Europe/Berlin")
_TIME_WORDS = "on at in from to between and 2 14:30 3pm day friday next last 28 29 february 2022 9999 1900"
_EVENT_DAYS = tuple(date(2022, 10, day) for day in range(24, 29))
_WEDNESDAY = Moment(
    zone=_DETROIT,
    asked_at=datetime(2022, 10, 26, 23, 30, tzinfo=_DETROIT),
    event_days=_EVENT_DAYS,
    talk_days=_EVENT_DAYS[1:],
    known_days=_EVENT_DAYS,
)


def _span(text: str, moment: Moment = _WEDNESDAY) -> Span | None:
    return span_of(spoken(text), moment)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("what is on today", date(2022, 10, 26)),
        ("tomorrow", date(2022, 10, 27)),
        ("the day after tomorrow", date(2022, 10, 28)),
        ("yesterday", date(2022, 10, 25)),
        ("3 days ago", date(2022, 10, 23)),
        ("in two days", date(2022, 10, 28)),
        ("on friday", date(2022, 10, 28)),
        ("on monday", date(2022, 10, 24)),
        ("on tue", date(2022, 10, 25)),
        ("this sunday", date(2022, 10, 30)),
        ("next friday", date(2022, 11, 4)),
        ("last wednesday", date(2022, 10, 19)),
        ("last friday", date(2022, 10, 21)),
        ("on 28 october", date(2022, 10, 28)),
        ("on the 28th of october", date(2022, 10, 28)),
        ("october 28th", date(2022, 10, 28)),
        ("on friday 28 oct 2022", date(2022, 10, 28)),
        ("2022-10-26", date(2022, 10, 26)),
        ("26.10.2022", date(2022, 10, 26)),
        ("on 29 february", date(2024, 2, 29)),
        ("day 2", date(2022, 10, 26)),
        ("the first day", date(2022, 10, 25)),
        ("on the last day", date(2022, 10, 28)),
    ],
)
def test_words_mean_one_day(text: str, day: date) -> None:
    span = _span(text)

    assert span is not None
    assert (span.day, span.year, span.starts_from, span.starts_before) == (day, None, None, None)


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("tonight", "2022-10-26T17:00", "2022-10-27T04:00"),
        ("tomorrow morning", "2022-10-27T04:00", "2022-10-27T12:00"),
        ("tomorrow afternoon", "2022-10-27T12:00", "2022-10-27T18:00"),
        ("on friday evening", "2022-10-28T17:00", "2022-10-29T04:00"),
        ("after 3pm", "2022-10-26T15:00", "2022-10-27T00:00"),
        ("before noon", "2022-10-26T00:00", "2022-10-26T12:00"),
        ("at 14:30", "2022-10-26T14:30", "2022-10-26T14:45"),
        ("at 3", "2022-10-26T15:00", "2022-10-26T15:15"),
        ("at 9", "2022-10-26T09:00", "2022-10-26T09:15"),
        ("at 2:30 in the morning", "2022-10-26T02:30", "2022-10-26T02:45"),
        ("around 12 am", "2022-10-26T00:00", "2022-10-26T00:15"),
        ("between 2 and 4 on friday", "2022-10-28T14:00", "2022-10-28T16:00"),
        ("from 9:30 to 11 tomorrow", "2022-10-27T09:30", "2022-10-27T11:00"),
        ("this week", "2022-10-24T00:00", "2022-10-31T00:00"),
        ("next week", "2022-10-31T00:00", "2022-11-07T00:00"),
        ("last week", "2022-10-17T00:00", "2022-10-24T00:00"),
        ("this weekend", "2022-10-29T00:00", "2022-10-31T00:00"),
        ("next weekend", "2022-11-05T00:00", "2022-11-07T00:00"),
        ("in october", "2022-10-01T00:00", "2022-11-01T00:00"),
        ("in december 2021", "2021-12-01T00:00", "2022-01-01T00:00"),
        ("last month", "2022-09-01T00:00", "2022-10-01T00:00"),
        ("between 2019 and 2021", "2019-01-01T00:00", "2022-01-01T00:00"),
    ],
)
def test_words_mean_a_span(text: str, begin: str, end: str) -> None:
    span = _span(text)

    assert span is not None
    assert (span.starts_from, span.starts_before) == tuple(
        datetime.fromisoformat(moment).replace(tzinfo=_DETROIT) for moment in (begin, end)
    )


@pytest.mark.parametrize(
    ("text", "year"), [("in 2019", 2019), ("last year", 2021), ("this year", 2022), ("2020", 2020)]
)
def test_words_mean_a_year(text: str, year: int) -> None:
    assert _span(text) == Span(year=year, named=("year", str(year)))


@pytest.mark.parametrize(
    "text",
    [
        "who may speak",
        "will it march on",
        "31 february",
        "day 9",
        "a week ago maybe",
        "python 3.12",
        "from 3.10 to 3.12",
    ],
)
def test_other_words_mean_no_time(text: str) -> None:
    assert _span(text) is None


def test_a_weekday_without_an_event_is_the_coming_one() -> None:
    moment = Moment(zone=_DETROIT, asked_at=_WEDNESDAY.asked_at)

    assert _span("on monday", moment) == Span(
        day=date(2022, 10, 31), named=("day", "Monday, 31 October 2022 (America/Detroit)")
    )


def test_today_is_the_day_of_the_zone() -> None:
    late = datetime(2025, 3, 29, 23, 30, tzinfo=UTC)

    assert _span("today", Moment(zone=_BERLIN, asked_at=late)) == Span(
        day=date(2025, 3, 30), named=("day", "Sunday, 30 March 2025 (Europe/Berlin)")
    )


@pytest.mark.parametrize(
    ("day", "hours"), [("on 30 march 2025", 23), ("on 27 october 2024", 25), ("on 26 october 2024", 24)]
)
def test_a_day_has_as_many_hours_as_its_clocks_show(day: str, hours: int) -> None:
    span = _span(f"{day} from 00:00", Moment(zone=_BERLIN, asked_at=_WEDNESDAY.asked_at))

    assert span is not None
    assert span.starts_from is not None
    assert span.starts_before is not None
    assert span.starts_before.astimezone(UTC) - span.starts_from.astimezone(UTC) == timedelta(hours=hours)


def test_a_time_that_the_clock_skips_is_the_next_it_shows() -> None:
    span = _span("at 2:30 am on 30 march 2025", Moment(zone=_BERLIN, asked_at=_WEDNESDAY.asked_at))

    assert span == Span(
        starts_from=datetime(2025, 3, 30, 1, 0, tzinfo=UTC),
        starts_before=datetime(2025, 3, 30, 1, 15, tzinfo=UTC),
        named=("time", "Sunday, 30 March 2025, 03:00–03:15 (Europe/Berlin)"),
    )


def test_a_time_that_the_clock_shows_twice_is_the_first() -> None:
    span = _span("at 2:30 am on 27 october 2024", Moment(zone=_BERLIN, asked_at=_WEDNESDAY.asked_at))

    assert span is not None
    assert span.starts_from is not None
    assert span.starts_from.astimezone(UTC) == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)


@given(
    st.text(max_size=100) | st.lists(st.sampled_from(_TIME_WORDS.split())).map(" ".join),
    st.datetimes(datetime(1980, 1, 1), datetime(2080, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  the zone follows
)
def test_any_text_means_a_time_or_none(text: str, asked_at: datetime) -> None:
    span = span_of(spoken(text), Moment(zone=_DETROIT, asked_at=asked_at))

    assert (
        span is None or span.starts_from is None or span.starts_before is None or span.starts_from < span.starts_before
    )


def test_hours_alone_are_of_the_day_that_was_spoken_of() -> None:
    moment = Moment(zone=_DETROIT, asked_at=_WEDNESDAY.asked_at, day_before=date(2022, 10, 28))

    span = _span("and in the morning", moment)

    assert span is not None
    assert span.starts_from == datetime.combine(date(2022, 10, 28), time(4), _DETROIT)
