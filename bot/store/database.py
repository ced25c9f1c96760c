"""The one place that opens connections and the only one that commits."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from bot.errors import UserError

# What services pass from one query to the next; the name lets them say so without knowing SQLAlchemy.
Session: TypeAlias = AsyncSession

_BUSY_SECONDS = 15


class Database:
    """Opaque to the edges: they hand it to services."""

    def __init__(self, url: str) -> None:
        """Raise UserError where the URL means nothing; nothing is opened yet."""
        with _explaining():
            self._engine = _sqlite_engine(url) if url.startswith("sqlite") else create_async_engine(url)
        writing = self._engine.execution_options(talkbot_writes=True)
        self._readers = async_sessionmaker(_one_moment(self._engine), expire_on_commit=False)
        self._writers = async_sessionmaker(writing, expire_on_commit=False)

    @property
    def engine(self) -> AsyncEngine:
        return self._engine

    async def open(self) -> None:
        """Raise UserError where there is no database to be reached."""
        with _explaining():
            if self._engine.dialect.name == "sqlite":
                _look_into(self._engine.url.database or ":memory:")
            async with self._engine.connect():
                pass

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """One consistent look at the data; nothing is ever written."""
        async with self._readers() as session:
            yield session

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Session]:
        """All or nothing: committed at the end, rolled back when anything is raised."""
        async with self._writers() as session, session.begin():
            yield session

    async def close(self) -> None:
        await self._engine.dispose()


def _look_into(file: str) -> None:
    """A connection of the asynchronous driver that fails leaves a thread behind, so the plain one looks first."""
    with closing(sqlite3.connect(file, timeout=_BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA schema_version")


@contextmanager
def _explaining() -> Iterator[None]:
    """The URL is not shown, for it may hold a password; nor is what the libraries say of it."""
    try:
        yield
    except DBAPIError as error:
        raise UserError(f"The database that DATABASE_URL names cannot be opened: {error.orig}.") from error
    except sqlite3.Error as error:
        raise UserError(f"The database that DATABASE_URL names cannot be opened: {error}.") from error
    except OSError as error:
        raise UserError(f"The database that DATABASE_URL names cannot be opened: {error.strerror or error}.") from error
    except ModuleNotFoundError as error:
        raise UserError("DATABASE_URL names PostgreSQL: install Talkbot with its extra `postgresql`.") from error
    except (ArgumentError, ValueError, OverflowError) as error:
        raise UserError("DATABASE_URL is wrong: it cannot be understood as an address of a database.") from error


def _one_moment(engine: AsyncEngine) -> AsyncEngine:
    """Every statement of a transaction sees the same data. In SQLite that is always so."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _sqlite_engine(url: str) -> AsyncEngine:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin transactions by itself, too late and never for reads.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns writer midway fails when another wrote meanwhile, so a writer says so first.
    writes = connection.get_execution_options().get("talkbot_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
