from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.recurrence import Recurrence
from bot.times.recurrence import occurrences
from bot.times.repeat_words import days_in_words
from bot.times.repeats import read_repeat
from bot.times.usual_repeats import usual_repeats
from bot.times.wall_clock import moment_of

UTC = ZoneInfo("UTC")


def test_what_is_usual_is_read_back_and_begins_on_that_day_where_it_can() -> None:
    for day in (date(2028, 1, 1) + timedelta(days=count) for count in range(366)):
        first = moment_of(day, time(9), UTC)
        for text in usual_repeats(day):
            read = read_repeat(text, first, UTC)
            assert isinstance(read, Recurrence), text
            assert days_in_words(read).startswith(text)
            key, _ = next(occurrences(read, UTC))
            may_begin_later = text in {"every weekday", "every month on the last day"}
            assert may_begin_later or datetime.fromisoformat(key).date() == day
