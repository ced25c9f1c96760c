from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """What occurs in an event's talks, each once and in order. `affiliations` are the speakers'."""

    rooms: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    affiliations: tuple[str, ...] = ()


NOTHING_KNOWN = EventFacts()


def together(facts: Iterable[EventFacts]) -> EventFacts:
    """Of several events."""
    several = list(facts)
    return EventFacts(
        rooms=tuple(sorted({room for one in several for room in one.rooms})),
        tracks=tuple(sorted({track for one in several for track in one.tracks})),
        days=tuple(sorted({day for one in several for day in one.days})),
        affiliations=tuple(sorted({name for one in several for name in one.affiliations})),
    )
