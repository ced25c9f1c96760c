"""Talks that were shown lately, in memory, for as long as nothing changes in the catalog of whom they belong to."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import TypeAlias

from bot.domain.catalog import CatalogTalk, Scope
from bot.store import search_index, talks
from bot.store.database import Database, Session

# A talk takes 2 to 5 KB.
_MOST_KEPT = 2_000

_Key: TypeAlias = tuple[int | None, int, int]


class KnownTalks:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[_Key, CatalogTalk] = OrderedDict()

    async def by_ids(self, session: Session, ids: Sequence[int], scope: Scope) -> tuple[CatalogTalk, ...]:
        """As `talks.by_ids` has them."""
        known = self._known(ids, scope)
        missing = [id for id in ids if id not in known]
        if missing:
            loaded = await talks.by_ids(session, missing, scope)
            await self._keep(session, loaded)
            known |= {entry.id: entry for entry in loaded}
        return tuple(known[id] for id in ids if id in known)

    def _known(self, ids: Sequence[int], scope: Scope) -> dict[int, CatalogTalk]:
        found: dict[int, CatalogTalk] = {}
        revisions = search_index.newest_revisions(self._database, scope.guild_id)
        if revisions is None:
            return found
        for owner, revision in zip((None, scope.guild_id), revisions, strict=True):
            for id in ids:
                key = (owner, revision, id)
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[id] = self._kept[key]
        return found

    async def _keep(self, session: Session, loaded: Sequence[CatalogTalk]) -> None:
        """Under the revision that this very transaction sees."""
        if self._database.glance is None:
            return
        for owner in {entry.event.guild_id for entry in loaded}:
            revision = await search_index.revision(session, owner)
            self._kept |= {(owner, revision, entry.id): entry for entry in loaded if entry.event.guild_id == owner}
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
