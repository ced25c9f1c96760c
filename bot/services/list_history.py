from dataclasses import dataclass

from bot.domain.catalog import Scope
from bot.domain.history import RecordedChange
from bot.services.catalog import Catalog
from bot.services.paging import slice_of
from bot.store import history

CHANGES_PER_PAGE = 5


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What was done to a server's events, newest first; `page` counts from 0."""

    changes: tuple[RecordedChange, ...]
    page: int
    pages: int


async def list_history(catalog: Catalog, scope: Scope, page: int = 0) -> HistoryPage:
    async with catalog.database.reading() as session:
        cut = slice_of(await history.count(session, scope.guild_id), page, CHANGES_PER_PAGE)
        found = await history.newest(session, scope.guild_id, offset=cut.offset, limit=cut.limit)
    return HistoryPage(found, cut.page, cut.pages)
