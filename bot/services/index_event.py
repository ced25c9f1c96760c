from bot.domain.catalog import CatalogTalk
from bot.search.documents import SearchableTalk
from bot.search.segments import SEGMENT_VERSION, build_segment
from bot.services.understand import event_names
from bot.store import events, search_index, talks
from bot.store.database import Session


async def index_event(session: Session, event_id: int) -> None:
    """Write the event's part of the search index anew, inside the transaction that changed its talks."""
    entries = await talks.of_event(session, event_id)
    segment = build_segment([_searchable(entry) for entry in entries])
    await search_index.put(session, event_id, segment, SEGMENT_VERSION)
    await search_index.advance(session, await events.owner_of(session, event_id))


def _searchable(entry: CatalogTalk) -> SearchableTalk:
    talk = entry.talk
    return SearchableTalk(
        id=entry.id,
        title=talk.title,
        speakers=tuple(speaker.name for speaker in talk.speakers),
        tags=talk.tags,
        abstract=talk.abstract,
        track=talk.track,
        event_names=event_names(entry.event),
        session_type=talk.session_type,
        language=talk.language,
        held_on=talk.held_on,
    )
