from dataclasses import replace

from bot.domain.catalog import CatalogEvent
from bot.services.live_index import CatalogView


def dated_events(view: CatalogView) -> tuple[CatalogEvent, ...]:
    """An event of which no days are known lasts from the first to the last day of its talks."""
    return tuple(_dated(event, view) for event in view.events)


def _dated(event: CatalogEvent, view: CatalogView) -> CatalogEvent:
    if event.event.starts_on is not None or event.id not in view.days:
        return event
    first, last = view.days[event.id]
    return CatalogEvent(event.id, event.guild_id, replace(event.event, starts_on=first, ends_on=last))
