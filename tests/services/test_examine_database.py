"""The doctor's part that looks at the database; all of it is asked as a command in tests/cli."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.domain.findings import Health
from bot.services.catalog import Catalog
from bot.services.operating.examine_database import examine_database, places_in_use
from bot.store import places
from bot.store.database import Database
from tests.full_tables import fill, tables

# Where a direct message was answered; nobody chose it.
NOT_CHOSEN = {("conversations", "channel_id")}


async def health(database: Database) -> dict[str, Health]:
    return {finding.about: finding.health async for finding in examine_database(database)}


async def test_database_that_is_well(seeded: Catalog) -> None:
    found = await health(seeded.database)
    disk = set() if seeded.database.file is None else {"disk"}
    assert set(found) == {"database", "tables", "writing", "catalog", "time zones"} | disk
    assert set(found.values()) == {Health.WELL}


@pytest.fixture
async def read_only(seeded: Catalog) -> AsyncIterator[Database]:
    """As a PostgreSQL that follows another is."""
    database = seeded.database
    if database.file is not None:
        pytest.skip("of SQLite, a locked file is asked about in tests/cli")
    name = database.engine.url.database
    await _administer(database, f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    await database.close()
    yield database
    await database.close()
    await _administer(database, f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
    await database.close()


async def _administer(database: Database, statement: str) -> None:
    async with database.engine.connect() as connection:
        writing = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await writing.execute(text("SET default_transaction_read_only = off"))
        await writing.execute(text(statement))


async def test_database_that_can_only_be_read(read_only: Database) -> None:
    found = {finding.about: finding async for finding in examine_database(read_only)}
    assert found["writing"].health is Health.BROKEN
    assert "read-only" in found["writing"].says


async def test_doctor_knows_every_column_that_holds_a_channel() -> None:
    there_are = {
        (table.name, column.name) for table in tables() for column in table.c if column.name.endswith("channel_id")
    }
    assert there_are == {(choice.row.__tablename__, choice.column) for choice in places.CHOICES} | NOT_CHOSEN


async def test_place_of_every_use_is_found(database: Database) -> None:
    await fill(database)
    async with database.transaction() as session:
        await session.execute(text("UPDATE announcements SET state = 'active'"))
        await session.execute(text("UPDATE occurrences SET state = 'waiting'"))
    uses = {place.used_for for place in await places_in_use(database)}
    assert uses == {choice.used_for for choice in places.CHOICES}
