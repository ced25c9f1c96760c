"""A real database for every test that asks for one: SQLite always, PostgreSQL where TEST_POSTGRES_URL names it."""

import asyncio
import gc
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.cli.composition import seed_files
from bot.services.catalog import Catalog
from bot.services.prepare import prepare
from bot.store import schema
from bot.store.database import Database
from bot.store.rows import Row
from tests import make
from tests.end_to_end.openapi import WHERE_TO_GET_IT, openapi_path

# The default renderer draws tracebacks with all locals, which takes seconds.
structlog.configure(
    processors=[structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
)

POSTGRES = os.environ.get("TEST_POSTGRES_URL")

on_postgresql = pytest.mark.skipif(POSTGRES is None, reason="TEST_POSTGRES_URL names no server")


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through it for garbage again and again takes a sixth of the tests' time."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if POSTGRES is None:
        terminalreporter.write_line("Not run on PostgreSQL: TEST_POSTGRES_URL names no server.")
    if openapi_path() is None:
        terminalreporter.write_line(f"Requests not compared with Discord's description. {WHERE_TO_GET_IT}.")


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Real schedules and Discord's API description, which are not part of the project."""
    folder = Path(os.environ.get("TALKBOT_DATA") or Path(__file__).parents[2] / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("no test data: set TALKBOT_DATA to the folder with schedules/, search/ and discord/")
    return folder


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with all tables, made once and copied for each test."""
    file = tmp_path_factory.mktemp("template") / "empty.db"
    asyncio.run(_upgrade(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A database with all tables, of this run alone. Each test leaves it empty: making one a test would take long."""
    assert POSTGRES is not None
    name = f"talkbot_test_{uuid.uuid4().hex[:12]}"
    asyncio.run(_administer(f'CREATE DATABASE "{name}"'))
    url = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    asyncio.run(_upgrade(url))
    yield url
    asyncio.run(_administer(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture(params=["sqlite"] if POSTGRES is None else ["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        file = tmp_path / "talkbot.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite+aiosqlite:///{file}"
        return
    url: str = request.getfixturevalue("postgres_url")
    yield url
    asyncio.run(empty(url))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture(params=["sqlite"] if POSTGRES is None else ["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Without any tables."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}"
        return
    name = f"talkbot_empty_{uuid.uuid4().hex[:12]}"
    asyncio.run(_administer(f'CREATE DATABASE "{name}"'))
    yield make_url(POSTGRES or "").set(database=name).render_as_string(hide_password=False)
    asyncio.run(_administer(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture
async def empty_database(empty_url: str) -> AsyncIterator[Database]:
    database = Database(empty_url)
    yield database
    await database.close()


@pytest.fixture
def catalog(database: Database) -> Catalog:
    """Holds nothing yet."""
    return Catalog(database)


@pytest.fixture
async def seeded(catalog: Catalog) -> Catalog:
    """Holds the seed: KubeCon NA 2022 with nine talks."""
    await prepare(catalog, seed_files(), make.NOW)
    return catalog


async def _upgrade(url: str) -> None:
    database = Database(url)
    await schema.upgrade(database)
    await database.close()


async def empty(url: str) -> None:
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        for table in reversed(Row.metadata.sorted_tables):
            await connection.execute(table.delete())
    await engine.dispose()


async def _administer(statement: str) -> None:
    """Creating and dropping databases works outside transactions only."""
    engine = create_async_engine(POSTGRES or "", isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
