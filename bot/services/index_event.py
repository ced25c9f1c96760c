import asyncio
from collections.abc import Sequence

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.search.documents import SearchableTalk
from bot.search.segments import SEGMENT_VERSION, build_segment
from bot.services.finding.understand import event_names
from bot.store import events, search_index, talks
from bot.store.database import Session


async def index_event(session: Session, event_id: int) -> None:
    """Write the event's part of the search index anew, inside the transaction that changed its talks."""
    event = await events.any_by_id(session, event_id)
    await index_talks(session, event, await talks.of_event(session, event_id))


async def index_talks(session: Session, event: CatalogEvent, entries: Sequence[CatalogTalk]) -> None:
    """`entries` are all talks of the event."""
    # In a thread, for a large event takes a while and the bot has others to answer.
    segment = await asyncio.to_thread(build_segment, [_searchable(entry) for entry in entries])
    await search_index.put(session, event.id, segment, SEGMENT_VERSION)
    await search_index.advance(session, event.guild_id)


def _searchable(entry: CatalogTalk) -> SearchableTalk:
    talk = entry.talk
    return SearchableTalk(
        id=entry.id,
        title=talk.title,
        speakers=tuple(speaker.name for speaker in talk.speakers),
        tags=talk.tags,
        abstract=talk.abstract,
        track=talk.track,
        event_names=(*event_names(entry.event), entry.event.event.slug),
        session_type=talk.session_type,
        language=talk.language,
        held_on=talk.held_on,
    )
