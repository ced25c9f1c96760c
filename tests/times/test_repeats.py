from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.recurrence import Recurrence, UnreadRepeat
from bot.times.recurrence import occurrences
from bot.times.repeat_words import days_in_words, repeat_in_words
from bot.times.repeats import EXAMPLES, read_repeat
from bot.times.wall_clock import moment_of
from tests.times.test_recurrence import recurrences

DETROIT = ZoneInfo("America/Detroit")
# A Monday, 09:00 in Detroit.
FIRST = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
_WORDS = """every other each 2 31 0 999 day days daily weekday weekdays week weeks on mon, tuesdays and wed fri-sun to
month months monthly the 15th 3rd last second first of until 2026-12-31 2026-01-01 10 times at 9:00 9 quarter year"""
_words = st.sampled_from(_WORDS.split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("day", "every day at 09:00"),
        ("Daily", "every day at 09:00"),
        ("every day at 9:00", "every day at 09:00"),
        ("3 days", "every 3 days at 09:00"),
        ("every other day", "every 2 days at 09:00"),
        ("weekdays", "every weekday at 09:00"),
        ("weekends", "every Saturday and Sunday at 09:00"),
        ("week", "every Monday at 09:00"),
        ("friday", "every Friday at 09:00"),
        ("Mon, Wed and Fri", "every Monday, Wednesday and Friday at 09:00"),
        ("mon-fri", "every weekday at 09:00"),
        ("fri to mon", "every Monday, Friday, Saturday and Sunday at 09:00"),
        ("every 2 weeks on tue", "every 2 weeks on Tuesday at 09:00"),
        ("2 weeks", "every 2 weeks on Monday at 09:00"),
        ("other friday", "every 2 weeks on Friday at 09:00"),
        ("month", "every month on the 23rd at 09:00"),
        ("month on the 15th", "every month on the 15th at 09:00"),
        ("2 months on day 2", "every 2 months on the 2nd at 09:00"),
        ("month on the 31st", "every month on the 31st (where there is one) at 09:00"),
        ("last day of the month", "every month on the last day at 09:00"),
        ("second tuesday", "every second Tuesday of the month at 09:00"),
        ("last Fri of each month", "every last Friday of the month at 09:00"),
        ("quarter on the first mon", "every 3 months on the first Monday at 09:00"),
        ("second tuesday until 2026-12-31", "every second Tuesday of the month at 09:00, until 31 December 2026"),
        ("day until 31 dec", "every day at 09:00, until 31 December 2026"),
        ("weekdays, 10 times", "every weekday at 09:00, 10 times"),
        ("day for 1 time", "every day at 09:00, 1 time"),
        ("day 3 times until 2026-12-31", "every day at 09:00, 3 times, until 31 December 2026"),
        ("day until 2026-12-31, 3 times", "every day at 09:00, 3 times, until 31 December 2026"),
    ],
)
def test_what_is_understood_is_said_in_full(text: str, words: str) -> None:
    found = read_repeat(text, FIRST, DETROIT)
    assert isinstance(found, Recurrence), found
    assert repeat_in_words(found) == words


def test_it_starts_on_the_day_and_at_the_time_of_the_first_in_that_zone() -> None:
    first = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
    found = read_repeat("second tuesday until 2027-06-30", first, DETROIT)
    assert isinstance(found, Recurrence)
    assert (found.starts_on, found.at, found.until) == (date(2026, 11, 23), time(22, 30), date(2027, 6, 30))
    assert next(occurrences(found, DETROIT)) == ("2026-12-08T22:30", datetime(2026, 12, 9, 3, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("now and then", "I do not understand how often."),
        ("", "I do not understand how often."),
        ("0 days", "I do not understand how often."),
        ("999 weeks", "I do not understand how often."),
        ("month on the 32nd", "I do not understand how often."),
        ("day " * 60, "I do not understand how often."),
        ("tues " * 39 + "x", "I do not understand how often."),
        ("day until the cows come home", "I do not understand until which day."),
        ("day until 01/02/2027", "I do not understand until which day."),
        ("day until 2026-11-22", "It would end before it begins."),
        ("day 2000 times", "It can repeat 1 to 1000 times."),
        ("day at 10:00", "It starts at 09:00, and repeats at that time."),
        ("day until 2026-12-31 until 2026-12-30", "I do not understand until which day."),
        ("day 3 times until 2026-12-31 4 times", "I do not understand how often."),
        ("friday until 2026-11-24", "No such day comes before it ends."),
        ("year on the 31st", "No such day comes before it ends."),
    ],
)
def test_what_is_not_understood_is_told_with_examples(text: str, why: str) -> None:
    assert read_repeat(text, FIRST, DETROIT) == UnreadRepeat(f"{why} {EXAMPLES}")


@given(recurrences)
def test_what_is_said_is_read_as_the_same_repeat(recurrence: Recurrence) -> None:
    """Times of day that the clock shows twice or not at all are no matter of words: this is in UTC."""
    utc = ZoneInfo("UTC")
    assume(next(occurrences(recurrence, utc), None) is not None)
    first = moment_of(recurrence.starts_on, recurrence.at, utc)
    assert read_repeat(repeat_in_words(recurrence), first, utc) == recurrence
    assert read_repeat(days_in_words(recurrence), first, utc) == recurrence


@given(st.text(max_size=220) | st.lists(_words, max_size=9).map(" ".join))
def test_any_text_is_a_repeat_or_an_explanation(text: str) -> None:
    match read_repeat(text, FIRST, DETROIT):
        case Recurrence() as found:
            assert read_repeat(repeat_in_words(found), FIRST, DETROIT) == found
        case UnreadRepeat(why):
            assert why.endswith(EXAMPLES)
