"""How often something repeats, in words that are read back as the same."""

from calendar import day_name
from collections.abc import Sequence
from typing import assert_never

from bot.domain.recurrence import Recurrence, Unit
from bot.times.typed_repeats import NTHS

IF_ANY = " (where there is one)"
_WORKING_DAYS = (0, 1, 2, 3, 4)
_SHORTEST_MONTH = 28
_NTH_WORDS = {number: word for word, number in NTHS.items()}


def repeat_in_words(recurrence: Recurrence) -> str:
    """Such as "every second Tuesday of the month at 09:00, until 31 December 2026"."""
    return f"every {_days(recurrence)} at {recurrence.at:%H:%M}{_end(recurrence)}"


def days_in_words(recurrence: Recurrence) -> str:
    """The same without the time of day, for a form in which that stands elsewhere."""
    return f"every {_days(recurrence)}{_end(recurrence)}"


def _end(recurrence: Recurrence) -> str:
    times = "" if recurrence.times is None else f", {recurrence.times} {'time' if recurrence.times == 1 else 'times'}"
    until = recurrence.until
    return times if until is None else f"{times}, until {until.day} {until:%B %Y}"


def _days(recurrence: Recurrence) -> str:
    match recurrence.unit:
        case Unit.DAY:
            return _counted(recurrence)
        case Unit.WEEK:
            return _by_week(recurrence)
        case Unit.MONTH:
            return _by_month(recurrence)
        case _:
            assert_never(recurrence.unit)


def _counted(recurrence: Recurrence) -> str:
    unit = recurrence.unit.value
    return unit if recurrence.every == 1 else f"{recurrence.every} {unit}s"


def _by_week(recurrence: Recurrence) -> str:
    if recurrence.every > 1:
        return f"{_counted(recurrence)} on {_weekdays(recurrence)}"
    return "weekday" if tuple(recurrence.weekdays) == _WORKING_DAYS else _weekdays(recurrence)


def _by_month(recurrence: Recurrence) -> str:
    if recurrence.month_day is not None:
        return f"{_counted(recurrence)} on the {_month_day(recurrence.month_day)}"
    weekdays = f"{nth_word(recurrence.nth or 1)} {_weekdays(recurrence)}"
    return f"{weekdays} of the month" if recurrence.every == 1 else f"{_counted(recurrence)} on the {weekdays}"


def _weekdays(recurrence: Recurrence) -> str:
    return _listed([day_name[day] for day in recurrence.weekdays])


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _month_day(day: int) -> str:
    if day == -1:
        return "last day"
    return f"{ordinal(day)}{IF_ANY if day > _SHORTEST_MONTH else ''}"


def nth_word(nth: int) -> str:
    return _NTH_WORDS[nth]


def ordinal(number: int) -> str:
    """Such as "1st", "12th" and "23rd", up to 31."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number // 10 != 1 else "th"
    return f"{number}{ending}"
