from datetime import date

from bot.domain.answers import EventPage
from bot.domain.catalog import CatalogEvent, Scope
from bot.domain.lookups import EventListing
from bot.services.catalog import Catalog
from bot.services.paging import EVENTS_PER_PAGE, slice_of
from bot.store import events


async def list_events(catalog: Catalog, scope: Scope, page: int = 0) -> EventPage:
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        newest_first = sorted(view.events, key=_start, reverse=True)
        cut = slice_of(len(newest_first), page, EVENTS_PER_PAGE)
        shown = newest_first[cut.offset : cut.offset + cut.limit]
        counts = await events.talk_counts(session, [event.id for event in shown])
    return EventPage(
        lookup=EventListing(),
        events=tuple((event, counts.get(event.id, 0)) for event in shown),
        page=cut.page,
        pages=cut.pages,
        total=len(newest_first),
    )


def _start(event: CatalogEvent) -> date:
    """Events without a date count as the oldest."""
    return event.event.starts_on or date.min
