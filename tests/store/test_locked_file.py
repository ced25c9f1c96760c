"""A file of SQLite that another process has locked is waited for, all in all as long as one may."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import PassingError
from bot.store import sqlite_engine
from bot.store.database import Database
from bot.store.sqlite_files import SECONDS_TO_WAIT, url_of

SECONDS = 1.0
# What SQLite itself waits, no more.
LONGER_THAN_A_MOMENT = 3 * sqlite_engine._MOMENT


@pytest.fixture
def file(tmp_path: Path, sqlite_template: Path) -> Path:
    (tmp_path / "own.db").write_bytes(sqlite_template.read_bytes())
    return tmp_path / "own.db"


@pytest.fixture
def locking(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        yield other


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_engine, "SECONDS_TO_WAIT", SECONDS)


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    database = Database(url_of(file))
    yield database
    await database.close()


async def write(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = version_num"))


async def read(database: Database) -> str:
    async with database.reading() as session:
        return str(await session.scalar(text("SELECT version_num FROM alembic_version")))


async def test_writers_wait_in_the_queue_and_for_the_lock_no_longer_than_for_one_of_them(
    impatient: None, database: Database, locking: sqlite3.Connection
) -> None:
    locking.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    told = await asyncio.gather(*(write(database) for _ in range(5)), return_exceptions=True)
    assert SECONDS <= time.monotonic() - began < 4 * SECONDS
    assert [type(error) for error in told] == [PassingError] * 5
    assert {str(error) for error in told} == {"My database is busy at the moment. Try again in a few seconds."}
    locking.execute("ROLLBACK")
    await write(database)


async def test_writer_that_waits_goes_on_when_the_lock_is_gone(database: Database, locking: sqlite3.Connection) -> None:
    locking.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(write(database))
    assert await read(database)
    await asyncio.sleep(LONGER_THAN_A_MOMENT)
    locking.execute("ROLLBACK")
    await writing


@pytest.mark.parametrize("read_only", [False, True])
async def test_reader_of_a_file_that_is_locked_altogether_waits_and_is_told(
    impatient: None, file: Path, locking: sqlite3.Connection, *, read_only: bool
) -> None:
    database = Database(url_of(file), read_only=read_only)
    locking.execute("PRAGMA journal_mode=DELETE")
    locking.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    with pytest.raises(PassingError, match="busy"):
        await read(database)
    assert time.monotonic() - began >= SECONDS
    locking.execute("ROLLBACK")
    assert await read(database)
    await database.close()


async def test_waiting_writer_can_be_ended(database: Database, locking: sqlite3.Connection) -> None:
    locking.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(write(database))
    await asyncio.sleep(LONGER_THAN_A_MOMENT)
    began = time.monotonic()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert time.monotonic() - began < SECONDS_TO_WAIT / 2
    locking.execute("ROLLBACK")
    await write(database)
