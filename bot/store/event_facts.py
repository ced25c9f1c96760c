from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.event_facts import EventFacts
from bot.store import events
from bot.store.tables import EventRow, TalkRow, TalkSpeakerRow

_COLUMNS = {
    "rooms": TalkRow.room,
    "tracks": TalkRow.track,
    "days": TalkRow.held_on,
    "affiliations": TalkSpeakerRow.affiliation,
}


async def of_owner(session: AsyncSession, guild_id: int | None) -> Mapping[int, EventFacts]:
    """By the event's id, where anything is known."""
    facts: defaultdict[int, dict[str, tuple[Any, ...]]] = defaultdict(dict)
    for name, column in _COLUMNS.items():
        query = select(TalkRow.event_id, column).select_from(TalkRow).join(EventRow)
        if name == "affiliations":
            query = query.join(TalkSpeakerRow)
        rows = await session.execute(query.where(events.owned_by(guild_id), column.is_not(None)).distinct())
        values: defaultdict[int, list[Any]] = defaultdict(list)
        for event_id, value in rows:
            values[event_id].append(value)
        for event_id, several in values.items():
            facts[event_id][name] = tuple(sorted(several))
    return {event_id: EventFacts(**parts) for event_id, parts in facts.items()}
