from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.domain.catalog import CatalogEvent
from bot.domain.event_facts import EventFacts


def dated_events(events: Iterable[CatalogEvent], facts: Mapping[int, EventFacts]) -> tuple[CatalogEvent, ...]:
    """An event of which no days are known lasts from the first to the last day of its talks."""
    return tuple(_dated(event, facts) for event in events)


def _dated(event: CatalogEvent, facts: Mapping[int, EventFacts]) -> CatalogEvent:
    days = facts[event.id].days if event.id in facts else ()
    if event.event.starts_on is not None or not days:
        return event
    return CatalogEvent(event.id, event.guild_id, replace(event.event, starts_on=days[0], ends_on=days[-1]))
