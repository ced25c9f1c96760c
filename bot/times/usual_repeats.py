"""How often messages usually repeat whose first time is on some day."""

from calendar import day_name
from datetime import date, timedelta

from bot.times.repeat_words import nth_word, ordinal

_WEEK = 7


def usual_repeats(first: date) -> tuple[str, ...]:
    """As people type them, the most usual first."""
    weekday = day_name[first.weekday()]
    nth = nth_word((first.day - 1) // _WEEK + 1)
    is_last = (first + timedelta(days=_WEEK)).month != first.month
    return (
        "every day",
        "every weekday",
        f"every {weekday}",
        f"every 2 weeks on {weekday}",
        f"every {nth} {weekday} of the month",
        *((f"every last {weekday} of the month",) if is_last else ()),
        f"every month on the {ordinal(first.day)}",
        "every month on the last day",
    )
