from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.catalog import Scope
from bot.domain.history import CatalogChange, RecordedChange
from bot.services.catalog import Catalog
from bot.services.paging import slice_of
from bot.store import history, talks

CHANGES_PER_PAGE = 5
TALKS_TOLD = 10


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What was done to a server's events, newest first; `page` counts from 0. `titles` are those of `talk_titles`."""

    changes: tuple[RecordedChange, ...]
    page: int
    pages: int
    titles: Mapping[int, str] = field(default_factory=dict)


async def list_history(catalog: Catalog, scope: Scope, page: int = 0) -> HistoryPage:
    async with catalog.database.reading() as session:
        cut = slice_of(await history.count(session, scope.guild_id), page, CHANGES_PER_PAGE)
        found = await history.newest(session, scope.guild_id, offset=cut.offset, limit=cut.limit)
    titles = await talk_titles(catalog, [one.change for one in found], scope)
    return HistoryPage(found, cut.page, cut.pages, titles)


async def talk_titles(catalog: Catalog, changes: Sequence[CatalogChange], scope: Scope) -> Mapping[int, str]:
    """By id, the titles of talks that were changed and are still there; of each change the first few that are told."""
    told = [record.talk_id for change in changes for record in change.talks[:TALKS_TOLD]]
    async with catalog.database.reading() as session:
        found = await talks.by_ids(session, told, scope)
    return {entry.id: entry.talk.title for entry in found}
