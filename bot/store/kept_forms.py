from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.change_tables import KeptFormRow


async def keep(session: AsyncSession, token: str, guild_id: int, content: dict[str, Any], created_at: datetime) -> None:
    session.add(KeptFormRow(token=token, guild_id=guild_id, content=content, created_at=created_at))


async def content_of(session: AsyncSession, token: str, guild_id: int) -> dict[str, Any] | None:
    row = await session.get(KeptFormRow, token)
    return None if row is None or row.guild_id != guild_id else row.content


async def drop(session: AsyncSession, token: str, guild_id: int) -> bool:
    """Whether it was there; of several that drop it at once, one is told so."""
    row = KeptFormRow
    gone = await session.execute(delete(row).where(row.token == token, row.guild_id == guild_id).returning(row.token))
    return gone.scalar() is not None


async def drop_older(session: AsyncSession, than: datetime) -> None:
    await session.execute(delete(KeptFormRow).where(KeptFormRow.created_at < than))
