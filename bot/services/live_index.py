"""The search index in memory, brought up to what is known to be committed whenever somebody asks for it."""

import asyncio
import ctypes
from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.catalog import CatalogEvent, Scope
from bot.domain.event_facts import EventFacts
from bot.search.index import Index, merge_segments
from bot.services.questions.dated_events import dated_events
from bot.store import event_facts, events, search_index, speakers
from bot.store.database import Database, Session

_SERVERS_KEPT = 256

# Two views of one version show the same, whoever looks.
Version: TypeAlias = tuple[int, ...]

# Only the C library of GNU gives memory back on demand.
_MALLOC_TRIM = getattr(ctypes.CDLL(None), "malloc_trim", None)


@dataclass(frozen=True, slots=True)
class CatalogView:
    """What a scope can see. `indexes` hold the shared talks and, in a server, its own.

    `dated` are the events with their days, taken from their talks where they are not known. `facts` are those of the
    events in which anything is known, by the event's id.
    """

    indexes: tuple[Index, ...]
    speaker_names: tuple[str, ...]
    events: tuple[CatalogEvent, ...]
    dated: tuple[CatalogEvent, ...]
    facts: Mapping[int, EventFacts]
    version: Version


@dataclass(frozen=True, slots=True)
class _Part:
    """What one owner's events contribute: a server's, or the shared ones."""

    revision: int
    index: Index
    speaker_names: tuple[str, ...]
    events: tuple[CatalogEvent, ...]
    dated: tuple[CatalogEvent, ...]
    facts: Mapping[int, EventFacts]


# Of most servers: nothing was ever imported there.
_EMPTY = _Part(0, merge_segments(()), (), (), (), {})


class LiveIndex:
    """Every look compares two numbers, the revisions of the shared events and of a server's, with what is known without
    a session (`store/glancing.py`) or else read: what any process changes is found at once, or once it was heard of.

    A part may be newer than what the session sees.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._parts: OrderedDict[int | None, _Part] = OrderedDict()
        self._locks: defaultdict[int | None, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def view(self, session: Session, scope: Scope) -> CatalogView:
        return _view(await self._part(session, None), await self._part(session, scope.guild_id), scope)

    async def look(self, scope: Scope) -> CatalogView:
        """As `view`, with a session of its own, and only where something may have changed."""
        parts = self._at_hand(scope)
        if parts is not None:
            return _view(*parts, scope)
        async with self._database.reading() as session:
            return await self.view(session, scope)

    def version(self, scope: Scope) -> Version | None:
        """Of what a view would show at this very moment, without a session; None where that cannot be told."""
        parts = self._at_hand(scope)
        return None if parts is None else _version(*parts, scope)

    def _at_hand(self, scope: Scope) -> tuple[_Part, _Part] | None:
        """The shared events' and the owner's."""
        revisions = search_index.newest_revisions(self._database, scope.guild_id)
        if revisions is None:
            return None
        shared, own = self._known(None, revisions[0]), self._known(scope.guild_id, revisions[1])
        return None if shared is None or own is None else (shared, own)

    def _known(self, guild_id: int | None, revision: int) -> _Part | None:
        if _is_empty(guild_id, revision):
            return _EMPTY
        part = self._parts.get(guild_id)
        if part is None or part.revision != revision:
            return None
        self._parts.move_to_end(guild_id)
        return part

    async def _part(self, session: Session, guild_id: int | None) -> _Part:
        revisions = search_index.newest_revisions(self._database, guild_id)
        known = None if revisions is None else self._known(guild_id, revisions[1])
        if known is not None:
            return known
        revision = await search_index.revision(session, guild_id)
        if _is_empty(guild_id, revision):
            return _EMPTY
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


def _view(shared: _Part, own: _Part, scope: Scope) -> CatalogView:
    version = _version(shared, own, scope)
    if scope.guild_id is None:
        return CatalogView((shared.index,), shared.speaker_names, shared.events, shared.dated, shared.facts, version)
    return CatalogView(
        (shared.index, own.index),
        _all_names(shared, own),
        (*shared.events, *own.events),
        (*shared.dated, *own.dated),
        {**shared.facts, **own.facts},
        version,
    )


def _is_empty(guild_id: int | None, revision: int) -> bool:
    return revision == 0 and guild_id is not None


def _version(shared: _Part, own: _Part, scope: Scope) -> Version:
    """A server without events of its own sees what all others see."""
    if scope.guild_id is None or not own.events:
        return (shared.revision,)
    return (shared.revision, scope.guild_id, own.revision)


def _all_names(shared: _Part, own: _Part) -> tuple[str, ...]:
    """Most servers have no events of their own, and the shared ones many speakers."""
    if not own.speaker_names:
        return shared.speaker_names
    return tuple(dict.fromkeys((*shared.speaker_names, *own.speaker_names)))


async def _read(session: Session, guild_id: int | None, revision: int) -> _Part:
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
