from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.advisory_locks import AdvisoryLock
from bot.store.database import Database
from bot.store.tables import SyncedCommandsRow
from bot.store.trouble import passing_trouble_told

_LOCK = {"lock": AdvisoryLock.COMMANDS}


@asynccontextmanager
async def alone(database: Database) -> AsyncIterator[None]:
    """One process after the other, where there can be several. One that dies lets go."""
    if database.engine.dialect.name == "sqlite":
        yield
        return
    with passing_trouble_told():
        async with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            await connection.execute(text("SELECT pg_advisory_lock(:lock)"), _LOCK)
            try:
                yield
            finally:
                await connection.execute(text("SELECT pg_advisory_unlock(:lock)"), _LOCK)


async def digest_of(session: AsyncSession, application_id: int) -> str | None:
    row = await session.get(SyncedCommandsRow, application_id)
    return None if row is None else row.digest


async def remember(session: AsyncSession, application_id: int, digest: str) -> None:
    await session.merge(SyncedCommandsRow(application_id=application_id, digest=digest))
