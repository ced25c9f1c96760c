"""The one place that opens connections and the only one that commits."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Connection, event
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from bot.errors import PassingError, UserError
from bot.store.glancing import FileGlance, Glance, HeardGlance
from bot.store.postgres_address import understood
from bot.store.trouble import AWAY, passing_trouble_told

# What services pass from one query to the next; the name lets them say so without knowing SQLAlchemy.
Session: TypeAlias = AsyncSession

_BUSY_SECONDS = 15
# What a transaction counted, for when it is committed: pairs of owner and revision.
NEW_REVISIONS = "new revisions"

# Between one try to connect and the next, in seconds.
_PAUSES = (0.1, 0.2, 0.4, 0.8)

# What people wrote stands in the values of statements, and errors end in logs.
_SILENT: dict[str, Any] = {"hide_parameters": True}


class Database:
    """Opaque to the edges: they hand it to services."""

    def __init__(self, url: str, named: str = "DATABASE_URL") -> None:
        """`named` is what the person calls it who gave the URL. Raise UserError where the URL means nothing; nothing is
        opened yet.
        """
        self._named = named
        with _explaining(named):
            self._engine = _sqlite_engine(url) if url.startswith("sqlite") else _postgres_engine(url, named)
        writing = self._engine.execution_options(talkbot_writes=True)
        self._heard = None if self._engine.dialect.name == "sqlite" else HeardGlance()
        self._glance: Glance | None = self._heard if self.file is None else FileGlance(self.file)
        self._readers = async_sessionmaker(_one_moment(self._engine), expire_on_commit=False)
        self._writers = async_sessionmaker(writing, expire_on_commit=False)
        # SQLite lets writers wait in no order, and some of many for too long; so those of this process queue up.
        self._turn = asyncio.Lock() if self._engine.dialect.name == "sqlite" else nullcontext()

    @property
    def engine(self) -> AsyncEngine:
        return self._engine

    @property
    def glance(self) -> Glance | None:
        """None for what is in memory alone, which only its own connection sees."""
        return self._glance

    @property
    def heard(self) -> HeardGlance | None:
        """What the processes on PostgreSQL tell one another of the catalog."""
        return self._heard

    @property
    def named(self) -> str:
        return self._named

    @property
    def file(self) -> Path | None:
        """Where SQLite keeps it; None for PostgreSQL, and for what is in memory alone."""
        name = self._engine.url.database
        of_a_file = self._engine.dialect.name == "sqlite" and name and name != ":memory:"
        return Path(name) if of_a_file and name else None

    async def open(self, *, make_it: bool = True) -> None:
        """Raise UserError where there is no database to be reached. One of SQLite is made if need be."""
        if not make_it and self.file is not None and not self.file.is_file():
            raise UserError(f"The database that {self._named} names is not there: there is no file {self.file}.")
        with _explaining(self._named):
            if self._engine.dialect.name == "sqlite":
                _look_into(self._engine.url.database or ":memory:")
            async with self._engine.connect():
                pass

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """One consistent look at the data; nothing is ever written."""
        with passing_trouble_told():
            async with self._readers() as session:
                await _connect(session)
                yield session

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Session]:
        """All or nothing: committed at the end, rolled back when anything is raised."""
        with passing_trouble_told():
            async with self._turn, self._writers() as session:
                await _connect(session)
                yield session
                await session.commit()
            self._note_revisions(session)

    def _note_revisions(self, session: AsyncSession) -> None:
        """What this process wrote it knows at once; the others hear of it."""
        if self._glance is not None:
            for owner_id, revision in session.info.get(NEW_REVISIONS, ()):
                self._glance.told(owner_id, revision)

    async def close(self) -> None:
        if self._glance is not None:
            self._glance.close()
        await self._engine.dispose()


def _look_into(file: str) -> None:
    """A connection of the asynchronous driver that fails leaves a thread behind, so the plain one looks first."""
    _make_folder_of(file)
    with closing(sqlite3.connect(file, timeout=_BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA schema_version")


@contextmanager
def _explaining(named: str) -> Iterator[None]:
    """The URL is not shown, for it may hold a password; nor is what the libraries say of it."""
    try:
        yield
    except DBAPIError as error:
        raise UserError(f"The database that {named} names cannot be opened: {error.orig}.") from error
    except sqlite3.Error as error:
        raise UserError(f"The database that {named} names cannot be opened: {error}.") from error
    except OSError as error:
        reason = error.strerror or str(error) or "it does not answer"
        raise UserError(f"The database that {named} names cannot be opened: {reason}.") from error
    except ModuleNotFoundError as error:
        raise UserError(f"{named} names PostgreSQL: install Talkbot with its extra `postgresql`.") from error
    except (ArgumentError, ValueError, OverflowError) as error:
        raise UserError(f"{named} is wrong: it cannot be understood as an address of a database.") from error


def _one_moment(engine: AsyncEngine) -> AsyncEngine:
    """Every statement of a transaction sees the same data. In SQLite that is always so."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


async def _connect(session: AsyncSession) -> None:
    """A PostgreSQL that is being restarted is waited for, as long as who asks has patience for."""
    if session.get_bind().dialect.name == "sqlite":
        return
    for pause in (*_PAUSES, None):
        try:
            await session.connection()
        except Exception as error:
            await session.rollback()
            if pause is None:
                raise PassingError(AWAY) from error
            await asyncio.sleep(pause)
        else:
            return


def _postgres_engine(address: str, named: str) -> AsyncEngine:
    url, told = understood(address, named)
    return create_async_engine(url, connect_args=told, pool_pre_ping=True, **_SILENT)


def _sqlite_engine(url: str) -> AsyncEngine:
    engine = create_async_engine(url, connect_args={"timeout": _BUSY_SECONDS}, **_SILENT)
    event.listen(engine.sync_engine, "do_connect", _before_connecting)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _before_connecting(_dialect: object, _record: object, arguments: list[Any], _options: object) -> None:
    _make_folder_of(arguments[0])


def _make_folder_of(file: str) -> None:
    if file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)


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
