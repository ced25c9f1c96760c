from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.change_tables import PendingImportRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingImport:
    """`options` are what a person said about the source, and what its server said of its state."""

    token: str
    guild_id: int
    location: str
    file_name: str
    content: bytes
    options: dict[str, Any]
    created_at: datetime


async def keep(session: AsyncSession, pending: PendingImport) -> None:
    session.add(
        PendingImportRow(
            token=pending.token,
            guild_id=pending.guild_id,
            location=pending.location,
            file_name=pending.file_name,
            content=pending.content,
            options=pending.options,
            created_at=pending.created_at,
        )
    )


async def by_token(session: AsyncSession, token: str, guild_id: int) -> PendingImport | None:
    row = await session.get(PendingImportRow, token)
    if row is None or row.guild_id != guild_id:
        return None
    return PendingImport(
        token=row.token,
        guild_id=row.guild_id,
        location=row.location,
        file_name=row.file_name,
        content=row.content,
        options=row.options,
        created_at=row.created_at,
    )


async def drop(session: AsyncSession, token: str, guild_id: int) -> bool:
    """Whether it was there; of several that drop it at once, one is told so."""
    row = PendingImportRow
    gone = await session.execute(delete(row).where(row.token == token, row.guild_id == guild_id).returning(row.token))
    return gone.scalar() is not None


async def drop_older(session: AsyncSession, than: datetime) -> None:
    await session.execute(delete(PendingImportRow).where(PendingImportRow.created_at < than))
