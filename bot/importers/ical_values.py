"""Values out of iCalendar components. A property may be missing, repeated, or broken."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Component, vBroken, vDDDTypes

from bot.errors import SourceError
from bot.importers.times import LONGEST_SPAN, SENSIBLE_YEARS, aware


def all_of(component: Component, name: str) -> list[Any]:
    value = component.get(name)
    return value if isinstance(value, list) else [] if value is None else [value]


def text_at(component: Component, name: str, parameter: str = "") -> str:
    """Return the first property of that name as text, or one of its parameters."""
    values = all_of(component, name)
    if not values:
        return ""
    if parameter:
        return parameter_of(values[0], parameter)
    return str(values[0]).strip()


def parameter_of(value: Any, name: str) -> str:
    found = attribute_of(value, "params", {}).get(name, "")
    return str(found[0] if isinstance(found, list) and found else found).strip()


def attribute_of(value: Any, name: str, default: Any) -> Any:
    """Return an attribute of a property; one that is broken raises at any touch, so it gives the default."""
    return default if isinstance(value, vBroken) else getattr(value, name, default)


def span_at(component: Component, name: str) -> timedelta | None:
    spans = [attribute_of(value, "td", None) for value in all_of(component, name)]
    return next((span for span in spans if isinstance(span, timedelta) and timedelta() < span <= LONGEST_SPAN), None)


def categories(component: Component) -> list[str]:
    """Return the words of all CATEGORIES; a comma that should have been escaped splits one, as in "AI, ML"."""
    words = (
        str(word).strip() for value in all_of(component, "CATEGORIES") for word in attribute_of(value, "cats", [value])
    )
    return [word for word in words if word]


def day_or_moment(component: Component, name: str, zone: ZoneInfo | None) -> tuple[date | None, datetime | None]:
    """Return the day of an entry that lasts all day, or the moment of another."""
    values = all_of(component, name)
    if not values:
        return None, None
    if isinstance(values[0], vBroken) or not isinstance(values[0], vDDDTypes):
        raise SourceError(f"{name}: {str(values[0])[:60]!r} is no time")
    found = values[0].dt
    if not isinstance(found, date) or found.year not in SENSIBLE_YEARS:
        raise SourceError(f"{name}: {str(found)[:60]!r} is no time of a conference")
    return (None, aware(found, zone)) if isinstance(found, datetime) else (found, None)
