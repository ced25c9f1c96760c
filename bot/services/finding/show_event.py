from bot.domain.answers import EventAnswer, EventChoice, EventSummary
from bot.domain.catalog import CatalogEvent, Scope
from bot.domain.filters import TalkFilter
from bot.domain.lookups import EventCard
from bot.services.catalog import Catalog
from bot.services.finding.understand import meant_events
from bot.store import events, talks
from bot.store.database import Session

_CHOICES = 10


async def show_event(catalog: Catalog, asked: str, scope: Scope) -> EventAnswer:
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        meant = meant_events(view.events, asked)
        if len(meant) != 1:
            return EventChoice(asked, meant[:_CHOICES])
        return await _summary(session, meant[0], scope)


async def open_event(catalog: Catalog, asked: EventCard, scope: Scope) -> EventAnswer:
    async with catalog.database.reading() as session:
        event = await events.by_id(session, asked.event_id, scope)
        return EventChoice("", ()) if event is None else await _summary(session, event, scope)


async def _summary(session: Session, event: CatalogEvent, scope: Scope) -> EventSummary:
    held = TalkFilter(event_id=event.id)
    return EventSummary(
        lookup=EventCard(event.id),
        event=event,
        talks=await talks.count(session, held, scope),
        speakers=len(await talks.speaker_names(session, held, scope)),
        recordings=await talks.recording_count(session, event.id),
        days=await talks.facets(session, held, scope, "held_on"),
        tracks=await talks.facets(session, held, scope, "track"),
    )
