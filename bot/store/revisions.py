"""The counters of all owners at once, for when the whole content is replaced under a bot that runs."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import CatalogRevisionRow


async def all_of_them(session: AsyncSession) -> dict[int, int]:
    rows = await session.execute(select(CatalogRevisionRow.owner_id, CatalogRevisionRow.revision))
    return {row.owner_id: row.revision for row in rows}


async def outdo(session: AsyncSession, earlier: Mapping[int, int]) -> None:
    """A counter that went back, or stayed, would tell nobody that anything changed."""
    now = await all_of_them(session)
    for owner_id, revision in earlier.items():
        ahead = max(revision, now.get(owner_id, 0)) + 1
        await session.merge(CatalogRevisionRow(owner_id=owner_id, revision=ahead))
