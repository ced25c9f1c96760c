"""Days of a month as people count them. A month is numbered through all years."""

from calendar import monthrange
from datetime import date

# Far enough, and every zone can still say what its clock shows.
LAST_DAY = date(9990, 12, 31)


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def day_of_month(number: int, day: int) -> date | None:
    """None where the month has no such day; -1 is its last."""
    year, month = divmod(number, 12)
    length = monthrange(year, month + 1)[1]
    if day == -1:
        return date(year, month + 1, length)
    return date(year, month + 1, day) if day <= length else None


def nth_weekday(number: int, nth: int, weekday: int) -> date | None:
    """None where the month has no fifth one; -1 is its last."""
    year, month = divmod(number, 12)
    first, length = monthrange(year, month + 1)
    days = range(1 + (weekday - first) % 7, length + 1, 7)
    if nth > len(days):
        return None
    return date(year, month + 1, days[nth if nth == -1 else nth - 1])
