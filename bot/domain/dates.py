"""Days as they are written for readers."""

from datetime import date

from bot.domain.events import Event


def long_date(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def date_range(event: Event) -> str | None:
    """What is the same on both days is said once: 24–28 October 2022, 30 April – 2 May 2026."""
    start, end = event.starts_on, event.ends_on
    if start is None:
        return None
    if end is None or end == start:
        return long_date(start)
    if start.year != end.year:
        return f"{start.day} {start:%B} {start.year} – {end.day} {end:%B} {end.year}"
    if start.month != end.month:
        return f"{start.day} {start:%B} – {end.day} {end:%B} {end.year}"
    return f"{start.day}–{end.day} {end:%B} {end.year}"


def place(event: Event) -> str | None:
    return ", ".join(part for part in (event.venue, event.city) if part) or None
