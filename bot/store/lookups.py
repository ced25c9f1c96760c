from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import LookupRow
from bot.store.upserting import insert_into


async def keep(session: AsyncSession, digest: str, content: str, kept_at: datetime) -> None:
    """From now on, whoever else keeps it meanwhile."""
    insert = insert_into(session, LookupRow).values(digest=digest, content=content, kept_at=kept_at)
    await session.execute(insert.on_conflict_do_update(index_elements=["digest"], set_={"kept_at": kept_at}))


async def kept_at(session: AsyncSession, digest: str) -> datetime | None:
    """Since when; None where it is not known."""
    return await session.scalar(select(LookupRow.kept_at).where(LookupRow.digest == digest))


async def drop_older(session: AsyncSession, than: datetime) -> int:
    gone = await session.scalars(delete(LookupRow).where(LookupRow.kept_at < than).returning(LookupRow.digest))
    return len(gone.all())


async def content_of(session: AsyncSession, digest: str) -> str | None:
    row = await session.get(LookupRow, digest)
    return None if row is None else row.content
