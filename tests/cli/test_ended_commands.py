"""Backups and restores that a signal ends: nothing of them stays behind."""

import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text

from bot.store.database import Database
from tests.cli.conftest import RunningBot, StartCommand, Talkbot
from tests.conftest import on_postgresql
from tests.waiting import until

ENDS = {signal.SIGTERM: 143, signal.SIGINT: 130}


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def has_open(command: RunningBot, file: Path) -> bool:
    return str(file) in {one.path for one in psutil.Process(command.process.pid).open_files()}


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[Database]:
    database = Database(postgres_url)
    yield database
    await database.close()


@asynccontextmanager
async def nobody_reads_talks(database: Database) -> AsyncIterator[None]:
    async with database.transaction() as session:
        await session.execute(text("LOCK TABLE talks IN ACCESS EXCLUSIVE MODE"))
        yield


@on_postgresql
@pytest.mark.parametrize("number", ENDS)
async def test_backup_that_is_ended_leaves_nothing(
    start_command: StartCommand, postgres: Database, postgres_url: str, tmp_path: Path, number: signal.Signals
) -> None:
    """Of a small file of SQLite it would be through before it can be ended."""
    folder = tmp_path / "backups"
    async with nobody_reads_talks(postgres):
        backup = await start_command("backup", "backups/first.db", DATABASE_URL=postgres_url)
        await until(lambda: any(folder.rglob("*-wal")))
        backup.process.send_signal(number)
        assert await backup.exit_code() == ENDS[number]
    assert names(folder) == []
    assert "Traceback" not in backup.said


@pytest.mark.parametrize("number", ENDS)
async def test_restore_that_is_ended_leaves_nothing(
    talkbot: Talkbot, start_command: StartCommand, tmp_path: Path, number: signal.Signals
) -> None:
    """It has made its copy, and waits where it looks which ids the database gave that it replaces."""
    assert talkbot("backup", "first.db").returncode == 0
    with closing(sqlite3.connect(tmp_path / "talkbot.db", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE").fetchone()
        before = names(tmp_path)
        other.execute("BEGIN EXCLUSIVE")
        restore = await start_command("restore", "first.db", "--replace", "--yes")
        await until(lambda: has_open(restore, tmp_path / "talkbot.db"))
        assert names(tmp_path) != before
        restore.process.send_signal(number)
        other.execute("ROLLBACK")
        assert await restore.exit_code() == ENDS[number]
    assert names(tmp_path) == before
    assert "Traceback" not in restore.said
