"""Databases that are away, locked or slow, as /readyz sees them."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.errors import UserError
from bot.monitoring.checks import PatientCheck
from bot.services.catalog import Catalog
from bot.services.operating.reach_database import reach_database
from bot.store.database import Database
from tests.conftest import on_postgresql
from tests.monitoring.relay import relay_to
from tests.waiting import until


def check_of(database: Database, seconds: float = 5) -> PatientCheck:
    return PatientCheck(lambda: reach_database(Catalog(database)), seconds)


async def until_well(check: PatientCheck) -> None:
    async def is_well() -> bool:
        return await check.trouble() is None

    await until(is_well)


@pytest.fixture
async def of_a_file(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Database]:
    file = shutil.copy(sqlite_template, tmp_path / "own.db")
    database = Database(f"sqlite+aiosqlite:///{file}")
    yield database
    await database.close()


async def test_database_that_answers_is_well(database: Database) -> None:
    assert await check_of(database).trouble() is None


async def test_postgresql_that_is_away_gives_no_answer_and_no_password() -> None:
    database = Database("postgresql+asyncpg://talkbot:hidden@127.0.0.1:1/talkbot")
    assert await check_of(database).trouble() == "no answer"
    await database.close()


@on_postgresql
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_postgresql_that_went_away_is_missed_and_well_again_when_it_is_back(database_url: str) -> None:
    url = make_url(database_url)
    async with relay_to(url.host or "", url.port or 5432) as relay:
        through = url.set(host="127.0.0.1", port=relay.port).render_as_string(hide_password=False)
        database = Database(through)
        check = check_of(database, 0.5)
        assert await check.trouble() is None
        relay.hold()
        assert await check.trouble() == "no answer within 0.5 s"
        relay.release()
        await until_well(check)
        await relay.cut()
        assert await check.trouble() in {"no answer", "no answer within 0.5 s"}
        assert await check.trouble() is not None
        await relay.open()
        await until_well(check)
        await database.close()


async def test_file_that_was_removed_is_missed_though_it_is_still_open(of_a_file: Database, tmp_path: Path) -> None:
    check = check_of(of_a_file)
    assert await check.trouble() is None
    (tmp_path / "own.db").unlink()
    assert await check.trouble() == "its file is gone"


async def test_locked_file_gives_no_answer_in_time_and_is_well_again_later(of_a_file: Database, tmp_path: Path) -> None:
    check = check_of(of_a_file, 0.2)
    with closing(sqlite3.connect(tmp_path / "own.db", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN EXCLUSIVE")
        assert await check.trouble() == "no answer within 0.2 s"
        other.execute("ROLLBACK")
    await until_well(check)


async def test_what_does_not_answer_is_asked_once_however_often_it_is_looked_at() -> None:
    asked = 0
    answer = asyncio.Event()

    async def ask() -> None:
        nonlocal asked
        asked += 1
        await answer.wait()

    check = PatientCheck(ask, 0.01)
    both = await asyncio.gather(check.trouble(), check.trouble())
    assert list(both) == ["no answer within 0.01 s"] * 2
    assert asked == 1
    answer.set()
    assert list(await asyncio.gather(check.trouble(), check.trouble())) == [None, None]
    assert asked == 1
    assert await check.trouble() is None
    assert asked == 2


async def test_trouble_of_the_bots_own_is_said_in_its_words() -> None:
    async def ask() -> None:
        raise UserError("its file is gone")

    assert await PatientCheck(ask, 1).trouble() == "its file is gone"


async def test_end_lets_nothing_go_on() -> None:
    ended = asyncio.Event()

    async def ask() -> None:
        try:
            await asyncio.Future()
        finally:
            ended.set()

    check = PatientCheck(ask, 0.01)
    await check.trouble()
    await check.end()
    assert ended.is_set()
