"""Talks that were shown lately, in memory, for as long as nothing changes in the catalog of whom they belong to."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import TypeAlias

from bot.domain.catalog import CatalogTalk, Scope
from bot.store import search_index, talks
from bot.store.database import Database

# A talk takes 2 to 5 KB.
_MOST_KEPT = 2_000

_Key: TypeAlias = tuple[int | None, int, int]


class KnownTalks:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[_Key, CatalogTalk] = OrderedDict()

    async def by_ids(self, ids: Sequence[int], scope: Scope) -> tuple[CatalogTalk, ...]:
        """As `talks.by_ids` has them, with a session of its own for those that are not known."""
        # What changes while they are read is newer than these say, so under these it is never asked for again.
        newest = search_index.newest_revisions(self._database, scope.guild_id)
        revisions = {} if newest is None else dict(zip((None, scope.guild_id), newest, strict=True))
        known = self._known(ids, revisions)
        missing = [id for id in ids if id not in known]
        if missing:
            async with self._database.reading() as session:
                loaded = await talks.by_ids(session, missing, scope)
            self._keep(loaded, revisions)
            known |= {entry.id: entry for entry in loaded}
        return tuple(known[id] for id in ids if id in known)

    def _known(self, ids: Sequence[int], revisions: dict[int | None, int]) -> dict[int, CatalogTalk]:
        found = {}
        for owner, revision in revisions.items():
            for id in ids:
                key = (owner, revision, id)
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[id] = self._kept[key]
        return found

    def _keep(self, loaded: Sequence[CatalogTalk], revisions: dict[int | None, int]) -> None:
        for entry in loaded:
            owner = entry.event.guild_id
            if owner in revisions:
                self._kept[owner, revisions[owner], entry.id] = entry
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
