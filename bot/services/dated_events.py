from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.catalog import CatalogEvent, Scope
from bot.store import talks
from bot.store.database import Session


async def dated_events(session: Session, events: tuple[CatalogEvent, ...], scope: Scope) -> tuple[CatalogEvent, ...]:
    """An event of which no days are known lasts from the first to the last day of its talks."""
    if all(event.event.starts_on is not None for event in events):
        return events
    days = await talks.days_of_events(session, scope)
    return tuple(_dated(event, days) for event in events)


def _dated(event: CatalogEvent, days: Mapping[int, tuple[date, date]]) -> CatalogEvent:
    if event.event.starts_on is not None or event.id not in days:
        return event
    first, last = days[event.id]
    return CatalogEvent(event.id, event.guild_id, replace(event.event, starts_on=first, ends_on=last))
