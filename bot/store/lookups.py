from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import LookupRow


async def keep(session: AsyncSession, digest: str, content: str, kept_at: datetime) -> None:
    await session.merge(LookupRow(digest=digest, content=content, kept_at=kept_at))


async def drop_older(session: AsyncSession, than: datetime) -> None:
    await session.execute(delete(LookupRow).where(LookupRow.kept_at < than))


async def content_of(session: AsyncSession, digest: str) -> str | None:
    row = await session.get(LookupRow, digest)
    return None if row is None else row.content
