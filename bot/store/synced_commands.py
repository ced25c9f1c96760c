from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import SyncedCommandsRow


async def digest_of(session: AsyncSession, application_id: int) -> str | None:
    row = await session.get(SyncedCommandsRow, application_id)
    return None if row is None else row.digest


async def remember(session: AsyncSession, application_id: int, digest: str) -> None:
    await session.merge(SyncedCommandsRow(application_id=application_id, digest=digest))
