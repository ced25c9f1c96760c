"""A filter as JSON holds it: an object of the parts it has, under letters that keep it short."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from bot.domain.filters import TalkFilter

# The databases' integers have 32 bits.
FIRST_NO_ID = 2**31
_YEARS = range(1, 10_000)


def plain_filter(given: TalkFilter) -> dict[str, Any]:
    parts = {letter: getattr(given, name) for letter, (name, _) in _PARTS.items()}
    known = {letter: part for letter, part in parts.items() if part not in (None, ())}
    return {letter: part.isoformat() if isinstance(part, date) else part for letter, part in known.items()}


def filter_in(plain: Mapping[str, Any]) -> TalkFilter:
    """Raise ValueError, TypeError, LookupError or OverflowError for what never was a filter."""
    return TalkFilter(**{_PARTS[letter][0]: _PARTS[letter][1](part) for letter, part in plain.items()})


def _id(part: Any) -> int:
    return min(int(part), FIRST_NO_ID - 1)


def _names(part: Any) -> tuple[str, ...]:
    return tuple(map(str, part))


def _year(part: Any) -> int:
    return _YEARS[_YEARS.index(part)]


def _moment(part: Any) -> datetime:
    """Its date is the day where the event is, so its offset stays."""
    zone: tzinfo | None = (moment := datetime.fromisoformat(part)).tzinfo
    if zone is None:
        raise ValueError(part)
    # It raises for what no database holds.
    moment.astimezone(UTC)
    return moment


_PARTS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "e": ("event_id", _id),
    "s": ("speakers", _names),
    "t": ("track", str),
    "r": ("room", str),
    "d": ("day", date.fromisoformat),
    "y": ("year", _year),
    "f": ("starts_from", _moment),
    "b": ("starts_before", _moment),
    "l": ("language", str),
    "a": ("affiliations", _names),
    "v": ("recorded", bool),
    "o": ("other_than", _id),
}
