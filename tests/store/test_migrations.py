import asyncio
import sys
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.errors import UserError
from bot.store import schema
from bot.store.database import Database
from bot.store.rows import Row
from tests.earlier import make_tables_of

UPGRADING = """
import asyncio, sys
from bot.store import schema
from bot.store.database import Database

async def upgrade():
    database = Database(sys.argv[1])
    print(await schema.upgrade(database))
    await database.close()

asyncio.run(upgrade())
"""


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, Row.metadata))


async def test_migrations_make_the_tables_that_the_code_describes(empty_database: Database) -> None:
    await schema.upgrade(empty_database)
    async with empty_database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


def test_newest_version_is_alembics_only_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.newest_version()]


async def test_second_upgrade_has_nothing_to_do(empty_database: Database) -> None:
    assert await schema.upgrade(empty_database)
    assert not await schema.upgrade(empty_database)


async def test_what_was_kept_of_questions_outside_of_servers_goes(empty_database: Database) -> None:
    await make_tables_of(empty_database, "0006")
    async with empty_database.transaction() as session:
        for owner_id, question in ((0, "who spoke about my own secret"), (4711, "who spoke about cobol")):
            row = f"({owner_id}, '{question}', 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)"
            await session.execute(text(f"INSERT INTO missed_questions VALUES {row}"))
    await schema.upgrade(empty_database)
    async with empty_database.reading() as session:
        assert list(await session.scalars(text("SELECT text FROM missed_questions"))) == ["who spoke about cobol"]


async def test_tasks_that_upgrade_at_once_all_succeed(empty_url: str) -> None:
    databases = [Database(empty_url) for _ in range(4)]
    await asyncio.gather(*(schema.upgrade(database) for database in databases))
    assert not await schema.upgrade(databases[0])
    await asyncio.gather(*(database.close() for database in databases))


async def test_processes_that_upgrade_at_once_all_succeed(empty_url: str) -> None:
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", UPGRADING, empty_url, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        for _ in range(3)
    ]
    ends = await asyncio.gather(*(process.communicate() for process in processes))
    assert [process.returncode for process in processes] == [0, 0, 0], ends


async def test_database_newer_than_the_bot_is_refused_and_left_alone(empty_database: Database) -> None:
    await schema.upgrade(empty_database)
    async with empty_database.transaction() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UserError, match="version 9999, newer than this bot knows"):
        await schema.upgrade(empty_database)
    async with empty_database.reading() as session:
        assert await session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
