"""A statement that takes too long is stopped and told so; what breaks with the connection is told as well."""

import time

import pytest
from sqlalchemy import text

from bot.errors import UserError
from bot.store.database import Database
from bot.store.time_limit import limit_statements
from bot.store.trouble import AWAY
from tests.conftest import on_postgresql

_COUNTING = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n"
)


async def test_statement_that_takes_too_long_is_stopped(database_url: str) -> None:
    database = Database(database_url)
    limit_statements(database, 0.2)
    began = time.monotonic()
    with pytest.raises(UserError, match="took too long"):
        async with database.reading() as session:
            await session.execute(text(_COUNTING))
    with pytest.raises(UserError, match="took too long"):
        async with database.transaction() as session:
            await session.execute(text(_COUNTING))
    assert time.monotonic() - began < 30
    async with database.reading() as session:
        assert await session.scalar(text("SELECT 1")) == 1
    await database.close()


async def test_time_is_counted_for_each_statement(database_url: str) -> None:
    database = Database(database_url)
    limit_statements(database, 0.3)
    short = _COUNTING.replace("1000000000", "100000")
    async with database.reading() as session:
        began = time.monotonic()
        while time.monotonic() - began < 0.5:
            await session.execute(text(short))
    await database.close()


@on_postgresql
async def test_what_is_under_way_while_postgresql_restarts_is_told_and_the_next_finds_it(postgres_url: str) -> None:
    database, other = Database(postgres_url), Database(postgres_url)
    kill = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()"
    )

    async def interrupted() -> None:
        async with database.transaction() as session:
            await session.execute(text("SELECT 1"))
            async with other.transaction() as killing:
                await killing.execute(kill)
            await session.execute(text("SELECT 1"))

    with pytest.raises(UserError, match=AWAY):
        await interrupted()
    async with other.transaction() as killing:
        await killing.execute(kill)
    async with database.transaction() as session:
        assert await session.scalar(text("SELECT 1")) == 1
    await database.close()
    await other.close()
