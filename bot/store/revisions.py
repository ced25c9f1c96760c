"""The counters of all owners at once, for when the whole content is replaced under a bot that runs."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.fellows import Topic
from bot.store.database import NEW_REVISIONS
from bot.store.tables import CatalogRevisionRow
from bot.store.telling import tell


async def all_of_them(session: AsyncSession) -> dict[int, int]:
    rows = await session.execute(select(CatalogRevisionRow.owner_id, CatalogRevisionRow.revision))
    return {row.owner_id: row.revision for row in rows}


async def outdo(session: AsyncSession, earlier: Mapping[int, int]) -> None:
    """A counter that went back, or stayed, would tell nobody that anything changed."""
    now = await all_of_them(session)
    ahead = {owner_id: max(revision, now.get(owner_id, 0)) + 1 for owner_id, revision in earlier.items()}
    for owner_id, revision in ahead.items():
        await session.merge(CatalogRevisionRow(owner_id=owner_id, revision=revision))
    for owner_id, revision in (now | ahead).items():
        await announce(session, owner_id, revision)


async def announce(session: AsyncSession, owner_id: int, revision: int) -> None:
    """To every process, this one too, when the transaction is committed."""
    session.info.setdefault(NEW_REVISIONS, []).append((owner_id, revision))
    await tell(session, Topic.CATALOG, f"{owner_id}={revision}")
