import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import insert, text

from bot.store.change_tables import PendingImportRow
from bot.store.database import Database
from tests import make
from tests.conftest import on_postgresql
from tests.waiting import until

pytestmark = [
    on_postgresql,
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True),
]


def pending(number: int) -> dict[str, Any]:
    """A megabyte, so that some of them are more than lies between a process and PostgreSQL."""
    return {
        "token": f"token {number}",
        "guild_id": 1,
        "location": "talks.csv",
        "file_name": "talks.csv",
        "content": bytes(2**20),
        "options": {},
        "created_at": make.NOW,
    }


@asynccontextmanager
async def first_one_is_taken(database: Database) -> AsyncIterator[None]:
    """PostgreSQL waits whether it stays so, and reads no further; then it does not."""
    async with database.transaction() as session:
        await session.execute(insert(PendingImportRow), [pending(0)])
        yield
        await session.rollback()


async def write_many(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(insert(PendingImportRow), [pending(number) for number in range(40)])


async def until_somebody_waits(database: Database) -> None:
    mine = "datname = current_database() AND wait_event_type = 'Lock'"
    waiting = f"SELECT count(*) FROM pg_stat_activity WHERE {mine}"
    await until(lambda: count(database, waiting))


async def count(database: Database, query: str) -> int:
    async with database.reading() as session:
        return int(await session.scalar(text(query)))


async def test_who_is_cancelled_while_it_sends_much_ends_and_holds_nothing(database: Database) -> None:
    async with first_one_is_taken(database):
        writing = asyncio.create_task(write_many(database))
        await until_somebody_waits(database)
        writing.cancel()
        ended, _ = await asyncio.wait([writing], timeout=20)
        assert ended
        assert writing.cancelled()
    async with asyncio.timeout(20), database.transaction() as session:
        await session.execute(text("LOCK TABLE pending_imports IN ACCESS EXCLUSIVE MODE"))
    assert await count(database, "SELECT count(*) FROM pending_imports") == 0
