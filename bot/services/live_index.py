"""The search index in memory, brought up to the moment of the reading that asks for it."""

import asyncio
import ctypes
from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.catalog import CatalogEvent, Scope
from bot.domain.event_facts import EventFacts
from bot.search.index import Index, merge_segments
from bot.services.questions.dated_events import dated_events
from bot.store import event_facts, events, search_index, speakers
from bot.store.database import Session

_SERVERS_KEPT = 256

_NOTHING = merge_segments(())

# Only the C library of GNU gives memory back on demand.
_MALLOC_TRIM = getattr(ctypes.CDLL(None), "malloc_trim", None)


@dataclass(frozen=True, slots=True)
class CatalogView:
    """What a scope can see. `indexes` hold the shared talks and, in a server, its own.

    `dated` are the events with their days, taken from their talks where they are not known. `facts` are those of the
    events in which anything is known, by the event's id. Two views of one `version` show the same.
    """

    indexes: tuple[Index, ...]
    speaker_names: tuple[str, ...]
    events: tuple[CatalogEvent, ...]
    dated: tuple[CatalogEvent, ...]
    facts: Mapping[int, EventFacts]
    version: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one owner's events contribute: a server's, or the shared ones."""

    revision: int
    index: Index
    speaker_names: tuple[str, ...]
    events: tuple[CatalogEvent, ...]
    dated: tuple[CatalogEvent, ...]
    facts: Mapping[int, EventFacts]


class LiveIndex:
    """Every look compares one number with the database, so what any process changes is found at once."""

    def __init__(self) -> None:
        self._parts: OrderedDict[int | None, _Part] = OrderedDict()
        self._locks: defaultdict[int | None, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def view(self, session: Session, scope: Scope) -> CatalogView:
        shared = await self._part(session, None)
        if scope.guild_id is None:
            seen = (shared.speaker_names, shared.events, shared.dated, shared.facts)
            return CatalogView((shared.index,), *seen, (shared.revision,))
        own = await self._part(session, scope.guild_id)
        version = (shared.revision, scope.guild_id, own.revision) if own.events else (shared.revision,)
        return CatalogView(
            (shared.index, own.index),
            _all_names(shared, own),
            (*shared.events, *own.events),
            (*shared.dated, *own.dated),
            {**shared.facts, **own.facts},
            version,
        )

    async def _part(self, session: Session, guild_id: int | None) -> _Part:
        known = self._parts.get(guild_id)
        if known is not None and search_index.newest_revision(session, guild_id) == known.revision:
            self._parts.move_to_end(guild_id)
            return known
        revision = await search_index.revision(session, guild_id)
        async with self._locks[guild_id]:
            part = self._parts.get(guild_id)
            if part is None or part.revision < revision:
                part = await _read(session, guild_id, revision)
                self._parts[guild_id] = part
            self._parts.move_to_end(guild_id)
            self._forget_idle_servers()
        return part

    def _forget_idle_servers(self) -> None:
        while len(self._parts) > _SERVERS_KEPT:
            guild_id = next(owner for owner in self._parts if owner is not None)
            del self._parts[guild_id]
            self._locks.pop(guild_id, None)


def _all_names(shared: _Part, own: _Part) -> tuple[str, ...]:
    """Most servers have no events of their own, and the shared ones many speakers."""
    if not own.speaker_names:
        return shared.speaker_names
    return tuple(dict.fromkeys((*shared.speaker_names, *own.speaker_names)))


async def _read(session: Session, guild_id: int | None, revision: int) -> _Part:
    if revision == 0 and guild_id is not None:
        # As of most servers: nothing was ever imported there.
        return _Part(revision, _NOTHING, (), (), (), {})
    index = await asyncio.to_thread(_merged, await search_index.segments(session, guild_id))
    names = await speakers.names_of_owner(session, guild_id)
    facts = await event_facts.of_owner(session, guild_id)
    known = await events.of_owner(session, guild_id)
    return _Part(revision, index, names, known, dated_events(known, facts), facts)


def _merged(segments: tuple[bytes, ...]) -> Index:
    """Merging takes several times the memory of its result for a moment, which the allocator would keep for itself."""
    index = merge_segments(segments)
    if _MALLOC_TRIM is not None:
        _MALLOC_TRIM(0)
    return index
