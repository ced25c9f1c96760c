from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.moments import Doubt, Doubtful, Moment
from bot.times.moment_words import moment_said
from bot.times.moments import EXAMPLES, read_moment
from bot.times.zones import zone_names
from tests.times.zones import ODD_ZONES, changes

DETROIT = ZoneInfo("America/Detroit")
# A Sunday, 07:00 in Detroit.
NOW = datetime(2026, 11, 22, 12, 0, 0, 250, tzinfo=UTC)
_zones = st.sampled_from(ODD_ZONES).map(ZoneInfo)
_ahead = st.integers(1, 4 * 365 * 86_400).map(lambda seconds: NOW.replace(microsecond=0) + timedelta(seconds=seconds))
_WORDS = """in at on next this the of and half a an 9 09:00 9am 17.30 12 0 31 2026 2027-02-30 1/2/2027 29 feb 2028 mon
friday tomorrow today noon midnight utc est z +5 -05:00 europe/berlin a/b <t:1:f> <t:99999999999> m h days
weeks 9999 , @ ("""
_words = st.sampled_from(_WORDS.split())


def _understood(text: str, zone: ZoneInfo = DETROIT, now: datetime = NOW) -> str:
    found = read_moment(text, now, zone)
    assert isinstance(found, Moment), found
    return found.words


def _asked(text: str, zone: ZoneInfo = DETROIT) -> tuple[Doubt, list[str]]:
    found = read_moment(text, NOW, zone)
    assert isinstance(found, Doubtful), found
    return found.doubt, [choice.words.removesuffix(f" ({zone.key})") for choice in found.choices]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("in 20 minutes", "Sunday, 22 November 2026, 07:20 EST"),
        ("in 2h", "Sunday, 22 November 2026, 09:00 EST"),
        ("In 1 hour and 30 min", "Sunday, 22 November 2026, 08:30 EST"),
        ("1h30", "Sunday, 22 November 2026, 08:30 EST"),
        ("in half an hour", "Sunday, 22 November 2026, 07:30 EST"),
        ("in 45 seconds", "Sunday, 22 November 2026, 07:00:45 EST"),
        ("in 2 days", "Tuesday, 24 November 2026, 07:00 EST"),
        ("in a week at 9:00", "Sunday, 29 November 2026, 09:00 EST"),
        ("tomorrow 9:00", "Monday, 23 November 2026, 09:00 EST"),
        ("tomorrow at 9am", "Monday, 23 November 2026, 09:00 EST"),
        ("today 17:00", "Sunday, 22 November 2026, 17:00 EST"),
        ("tonight 20:30", "Sunday, 22 November 2026, 20:30 EST"),
        ("this evening at 9", "Sunday, 22 November 2026, 21:00 EST"),
        ("fri 17:30", "Friday, 27 November 2026, 17:30 EST"),
        ("Friday 5 p.m.", "Friday, 27 November 2026, 17:00 EST"),
        ("9am on Tue", "Tuesday, 24 November 2026, 09:00 EST"),
        ("sun 9:00", "Sunday, 22 November 2026, 09:00 EST"),
        ("next fri 17:30", "Friday, 27 November 2026, 17:30 EST"),
        ("17:30", "Sunday, 22 November 2026, 17:30 EST"),
        ("noon", "Sunday, 22 November 2026, 12:00 EST"),
        ("midnight", "Monday, 23 November 2026, 00:00 EST"),
        ("2026-12-01 09:00", "Tuesday, 1 December 2026, 09:00 EST"),
        ("2026-12-01T09:00-05:00", "Tuesday, 1 December 2026, 09:00 EST"),
        ("2026-12-01T14:00:00.000Z", "Tuesday, 1 December 2026, 09:00 EST"),
        ("2026-12-01 15:00 UTC+1", "Tuesday, 1 December 2026, 09:00 EST"),
        ("1 Dec 2026 9:00", "Tuesday, 1 December 2026, 09:00 EST"),
        ("Dec 1st, 9am", "Tuesday, 1 December 2026, 09:00 EST"),
        ("17:30 dec 1", "Tuesday, 1 December 2026, 17:30 EST"),
        ("13/12/2026 0900", "Sunday, 13 December 2026, 09:00 EST"),
        ("1.12.2026 9.30", "Tuesday, 1 December 2026, 09:30 EST"),
        ("29 Feb noon", "Tuesday, 29 February 2028, 12:00 EST"),
        ("Jan 15 9:00", "Friday, 15 January 2027, 09:00 EST"),
        ("<t:1796000000:F>", "Sunday, 29 November 2026, 19:53:20 EST"),
        ("7 July 2027 9:00", "Wednesday, 7 July 2027, 09:00 EDT"),
    ],
)
def test_what_is_understood_is_said_in_full(text: str, words: str) -> None:
    assert _understood(text) == f"{words} (America/Detroit)"


def test_a_place_may_be_named() -> None:
    assert _understood("tomorrow 9:00 Europe/Berlin") == "Monday, 23 November 2026, 09:00 CET (Europe/Berlin)"


def test_a_zone_without_a_name_for_its_time_shows_the_offset() -> None:
    words = "Monday, 23 November 2026, 09:00 UTC+05:45 (Asia/Kathmandu)"
    assert _understood("tomorrow 9:00", ZoneInfo("Asia/Kathmandu")) == words


def test_utc_is_named_once() -> None:
    assert _understood("tomorrow 9:00", ZoneInfo("UTC")) == "Monday, 23 November 2026, 09:00 UTC"


@pytest.mark.parametrize(
    ("text", "doubt", "choices"),
    [
        ("06:30", Doubt.PAST, ["Monday, 23 November 2026, 06:30 EST"]),
        ("today 6am", Doubt.PAST, ["Monday, 23 November 2026, 06:00 EST"]),
        ("sun 6:00", Doubt.PAST, ["Sunday, 29 November 2026, 06:00 EST"]),
        ("2025-12-01 09:00", Doubt.PAST, ["Tuesday, 1 December 2026, 09:00 EST"]),
        ("nov 21 9:00", Doubt.PAST, ["Sunday, 21 November 2027, 09:00 EST"]),
        ("<t:1764579600:F>", Doubt.PAST, []),
        ("in 0 minutes", Doubt.PAST, []),
        ("yesterday 9:00", Doubt.PAST, []),
        ("at 9", Doubt.SEVERAL, ["Sunday, 22 November 2026, 09:00 EST", "Sunday, 22 November 2026, 21:00 EST"]),
        ("3", Doubt.SEVERAL, ["Sunday, 22 November 2026, 15:00 EST", "Monday, 23 November 2026, 03:00 EST"]),
        ("tomorrow 9", Doubt.SEVERAL, ["Monday, 23 November 2026, 09:00 EST", "Monday, 23 November 2026, 21:00 EST"]),
        (
            "tue midnight",
            Doubt.SEVERAL,
            ["Tuesday, 24 November 2026, 00:00 EST", "Wednesday, 25 November 2026, 00:00 EST"],
        ),
        (
            "01/02/2027 9:00",
            Doubt.SEVERAL,
            ["Saturday, 2 January 2027, 09:00 EST", "Monday, 1 February 2027, 09:00 EST"],
        ),
        ("01/12/2026 9:00", Doubt.SEVERAL, ["Tuesday, 1 December 2026, 09:00 EST"]),
        ("Monday, 1 December 2026, 9:00", Doubt.SEVERAL, ["Tuesday, 1 December 2026, 09:00 EST"]),
        (
            "2027-11-07 01:30",
            Doubt.SEVERAL,
            ["Sunday, 7 November 2027, 01:30 EDT", "Sunday, 7 November 2027, 01:30 EST"],
        ),
        ("2027-03-14 02:30", Doubt.SKIPPED, ["Sunday, 14 March 2027, 03:00 EDT"]),
        ("2032-03-14 09:00", Doubt.FAR, []),
        ("in 999999 hours", Doubt.FAR, []),
        ("in 9999 weeks", Doubt.FAR, []),
        ("<t:99999999999>", Doubt.FAR, []),
        ("tomorrow", Doubt.UNREAD, []),
        ("tonight 9:00", Doubt.UNREAD, []),
        ("tonight at 1", Doubt.UNREAD, []),
        ("feb 30 9:00", Doubt.UNREAD, []),
        ("24:00", Doubt.UNREAD, []),
        ("13pm", Doubt.UNREAD, []),
        ("tomorrow 9:00 IST", Doubt.UNREAD, []),
        ("tomorrow 9:00 Mars/City", Doubt.UNREAD, []),
        ("", Doubt.UNREAD, []),
        ("9:00 " * 30, Doubt.UNREAD, []),
    ],
)
def test_what_is_not_certain_is_asked(text: str, doubt: Doubt, choices: list[str]) -> None:
    assert _asked(text) == (doubt, choices)


def test_next_friday_is_asked_about_where_people_mean_different_days() -> None:
    monday = datetime(2026, 11, 23, 12, tzinfo=UTC)
    found = read_moment("next friday 17:30", monday, DETROIT)
    assert isinstance(found, Doubtful)
    assert [f"{choice.at:%a %d}" for choice in found.choices] == ["Fri 27", "Fri 04"]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("06:30", "Sunday, 22 November 2026, 06:30 EST (America/Detroit) has passed. Is this what you mean?"),
        (
            "in 0 h",
            "Sunday, 22 November 2026, 07:00 EST (America/Detroit) has passed. Name a moment that is still ahead.",
        ),
        ("tomorrow", f"I miss the time of day. {EXAMPLES}"),
        ("soon", f"I do not understand that time. {EXAMPLES}"),
        ("9:00 Mars/City", f"I do not know the time zone mars/city. {EXAMPLES}"),
        ("tue 1 dec 2027 9:00", "1 December 2027 is a Wednesday. Is that the day?"),
    ],
)
def test_questions_say_what_to_do(text: str, question: str) -> None:
    found = read_moment(text, NOW, DETROIT)
    assert isinstance(found, Doubtful)
    assert found.question == question


@given(_ahead, _zones)
def test_what_is_said_is_read_as_the_same_moment(at: datetime, zone: ZoneInfo) -> None:
    said = moment_said(at, zone)
    assert read_moment(said.words, NOW, ZoneInfo("UTC")) == said


def test_what_is_said_in_any_zone_is_read_as_the_same_moment() -> None:
    for zone in map(ZoneInfo, zone_names()):
        for at in (NOW.replace(microsecond=0) + timedelta(days=days) for days in (1, 200)):
            said = moment_said(at, zone)
            found = read_moment(said.words, NOW, DETROIT)
            assert isinstance(found, Moment), found
            assert found.at == said.at


@given(_ahead, _zones)
def test_other_writings_of_a_moment_are_read_as_the_same_moment(at: datetime, zone: ZoneInfo) -> None:
    there = at.astimezone(zone)
    written = (
        there.isoformat(),
        f"<t:{at.timestamp():.0f}:R>",
        f"{there:%d %b %Y %H:%M:%S%z}",
        f"{there:%A, %B %d, %Y %I:%M:%S %p %z}",
    )
    assert [read_moment(text, NOW, zone) for text in written] == [moment_said(at, zone)] * len(written)


@pytest.mark.parametrize("name", ODD_ZONES)
def test_every_change_of_the_clock_is_read_back(name: str) -> None:
    """And a time of the clock alone is never read as a moment at which the clock shows another."""
    zone = ZoneInfo(name)
    for change in changes(name):
        now = change - timedelta(days=30)
        for minutes in range(-130, 131, 10):
            at = change + timedelta(minutes=minutes)
            said = moment_said(at, zone)
            assert read_moment(said.words, now, zone) == said
            found = read_moment(f"{at.astimezone(zone):%Y-%m-%d %H:%M}", now, zone)
            assert said in (found.choices if isinstance(found, Doubtful) else (found,))


@given(st.text(max_size=120) | st.lists(_words, max_size=7).map(" ".join), _zones)
@example("<t:99999999999:F>", DETROIT)
@example("in 9999 weeks 9:00", DETROIT)
@example("1900-01-01 00:00+14:00", DETROIT)
def test_any_text_is_a_moment_ahead_or_a_question(text: str, zone: ZoneInfo) -> None:
    found = read_moment(text, NOW, zone)
    moments = found.choices if isinstance(found, Doubtful) else (found,)
    assert all(NOW < moment.at <= NOW + timedelta(days=5 * 366) for moment in moments)
    assert sorted(set(moments), key=lambda moment: moment.at) == list(moments)
