from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import LookupRow


async def keep(session: AsyncSession, digest: str, content: str) -> None:
    await session.merge(LookupRow(digest=digest, content=content))


async def content_of(session: AsyncSession, digest: str) -> str | None:
    row = await session.get(LookupRow, digest)
    return None if row is None else row.content
