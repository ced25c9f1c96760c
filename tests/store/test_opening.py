"""What keeps a database from being opened: what may pass, and what does not."""

import os
import sqlite3
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.errors import PassingError, UserError
from bot.store import schema
from bot.store.database import Database
from tests.conftest import POSTGRES, on_postgresql
from tests.end_to_end.processes import administer
from tests.monitoring.relay import relay_to


async def trouble_opening(url: str, *, read_only: bool = False) -> UserError:
    database = Database(url, read_only=read_only)
    try:
        with pytest.raises(UserError) as trouble:
            await database.open()
    finally:
        await database.close()
    return trouble.value


def changed(username: str | None = None, database: str | None = None) -> str:
    url = make_url(POSTGRES or "").set(username=username, database=database)
    return url.render_as_string(hide_password=False)


@pytest.fixture
async def role_without_connections() -> AsyncIterator[str]:
    """What a full PostgreSQL tells, one role is told."""
    name = f"talkbot_test_{uuid.uuid4().hex[:12]}"
    await administer(f'CREATE ROLE "{name}" LOGIN CONNECTION LIMIT 0')
    yield name
    await administer(f'DROP ROLE "{name}"')


@on_postgresql
async def test_postgresql_that_is_full_may_have_room_later(role_without_connections: str) -> None:
    trouble = await trouble_opening(changed(username=role_without_connections))
    assert isinstance(trouble, PassingError)
    assert "too many connections" in str(trouble)


@pytest.mark.parametrize("host", ["127.0.0.1:1", "nowhere.invalid"])
async def test_server_that_is_not_there_may_be_there_later(host: str) -> None:
    assert isinstance(await trouble_opening(f"postgresql+asyncpg://talkbot@{host}/talkbot"), PassingError)


@on_postgresql
async def test_postgresql_that_goes_away_before_its_tables_are_looked_at_may_come_back(postgres_url: str) -> None:
    url = make_url(postgres_url)
    async with relay_to(url.host or "", url.port or 5432) as relay:
        database = Database(url.set(host="127.0.0.1", port=relay.port).render_as_string(hide_password=False))
        await database.open()
        await relay.cut()
        with pytest.raises(PassingError, match="cannot be opened"):
            await schema.version_of(database)
        await database.close()


@on_postgresql
@pytest.mark.parametrize("parts", [{"username": "nobody"}, {"database": "nowhere"}], ids=["role", "database"])
async def test_what_a_person_has_to_make_does_not_come_by_itself(parts: dict[str, str]) -> None:
    assert not isinstance(await trouble_opening(changed(**parts)), PassingError)


@pytest.fixture
def locked_file(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "kept").mkdir()
    file = tmp_path / "kept" / "own.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("CREATE TABLE anything (id)")
        other.execute("BEGIN EXCLUSIVE")
        yield file


@pytest.fixture
def locked_file_that_cannot_be_written(locked_file: Path) -> Iterator[Path]:
    locked_file.chmod(0o444)
    locked_file.parent.chmod(0o555)
    if os.access(locked_file.parent, os.W_OK):
        pytest.skip("this user may write everywhere")
    yield locked_file
    locked_file.parent.chmod(0o755)


@pytest.mark.parametrize("read_only", [False, True])
async def test_file_that_is_locked_may_be_free_later(locked_file: Path, *, read_only: bool) -> None:
    """Which is told soon, for nothing can end who waits for it."""
    began = time.monotonic()
    trouble = await trouble_opening(f"sqlite+aiosqlite:///{locked_file}", read_only=read_only)
    assert isinstance(trouble, PassingError)
    assert time.monotonic() - began < 5


async def test_file_that_is_locked_is_not_read_either(locked_file_that_cannot_be_written: Path) -> None:
    """Though SQLite is told of others that nobody changes them."""
    url = f"sqlite+aiosqlite:///{locked_file_that_cannot_be_written}"
    assert isinstance(await trouble_opening(url, read_only=True), PassingError)


@pytest.mark.parametrize("file", ["/proc/nowhere/own.db", "."])
async def test_file_that_cannot_be_made_does_not_come_by_itself(file: str) -> None:
    assert not isinstance(await trouble_opening(f"sqlite+aiosqlite:///{file}"), PassingError)
