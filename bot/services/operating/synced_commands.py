"""Which commands Discord was told of, so that a start without changes tells it nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.services.catalog import Catalog
from bot.store import synced_commands


async def commands_are_known(catalog: Catalog, application_id: int, digest: str) -> bool:
    async with catalog.database.reading() as session:
        return await synced_commands.digest_of(session, application_id) == digest


@asynccontextmanager
async def syncing_alone(catalog: Catalog) -> AsyncIterator[None]:
    """No transaction, so requests may be sent inside."""
    async with synced_commands.alone(catalog.database):
        yield


async def remember_commands(catalog: Catalog, application_id: int, digest: str) -> None:
    async with catalog.database.transaction() as session:
        await synced_commands.remember(session, application_id, digest)
