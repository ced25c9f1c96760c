"""The one place that opens connections and the only one that commits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy.exc import TimeoutError as NoConnectionFreeError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker

from bot.errors import PassingError, UserError
from bot.shares import CONNECTIONS, own_connection
from bot.store.finishing import to_the_end
from bot.store.glancing import FileGlance, Glance, HeardGlance
from bot.store.opening import explaining, look_into
from bot.store.postgres_engine import SECONDS_TO_CONNECT, postgres_engine
from bot.store.sqlite_engine import Queue, sqlite_engine
from bot.store.trouble import AWAY, passing_trouble_told

# What services pass from one query to the next; the name lets them say so without knowing SQLAlchemy.
Session: TypeAlias = AsyncSession

# What a transaction counted, for when it is committed: pairs of owner and revision.
NEW_REVISIONS = "new revisions"

# Between one try to connect and the next, in seconds.
_PAUSES = (0.1, 0.2, 0.4, 0.8)

# For whoever is to end meanwhile: a network that is silent tells nobody that it is.
_SECONDS_TO_COMMIT = 5.0

# Who waits for one of the connections waits for as long as others are slow. And what people wrote stands in the values
# of statements, while errors end in logs.
_KEPT_OPEN = 5
_OPTIONS: dict[str, Any] = {
    "pool_size": _KEPT_OPEN,
    "max_overflow": CONNECTIONS - _KEPT_OPEN,
    "pool_timeout": 2.0,
    "hide_parameters": True,
}


class Database:
    """Opaque to the edges: they hand it to services."""

    def __init__(self, url: str, named: str = "DATABASE_URL", *, read_only: bool = False) -> None:
        """`named` is what the person calls it who gave the URL. Raise UserError where the URL means nothing; nothing is
        opened yet. With `read_only` a file of SQLite is left as it is, and may be where nothing can be written.
        """
        self._named = named
        if url.startswith("sqlite"):
            make = partial(sqlite_engine, url, read_only=read_only)
        else:
            make = partial(postgres_engine, url, named)
        self._make_engine = partial(make, **_OPTIONS)
        with explaining(named):
            self._engine = self._make_engine()
        self._read_only = read_only and self.file is not None
        self._queue = Queue() if self._engine.dialect.name == "sqlite" else None
        writing = self._engine.execution_options(talkbot_writes=True, talkbot_queue=self._queue)
        self._heard = None if self._engine.dialect.name == "sqlite" else HeardGlance()
        self._glance: Glance | None = self._heard if self.file is None else FileGlance(self.file)
        self._readers = async_sessionmaker(_one_moment(self._engine), expire_on_commit=False)
        self._writers = async_sessionmaker(writing, expire_on_commit=False)

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
        """Raise UserError where there is no database to be reached, and PassingError where it may be reached later.

        One of SQLite is made if need be.
        """
        if not make_it and self.file is not None and not self.file.is_file():
            raise UserError(f"The database that {self._named} names is not there: there is no file {self.file}.")
        with explaining(self._named):
            if self._engine.dialect.name == "sqlite":
                file = self._engine.url.database or ":memory:"
                await asyncio.to_thread(look_into, file, read_only=self._read_only)
            async with self._engine.connect():
                pass

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[AsyncConnection]:
        """At whatever tables there are, of any version; nothing is written."""
        with explaining(self._named):
            connection = await self._engine.connect()
        with passing_trouble_told():
            async with aclosing(connection):
                yield connection

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that may take as long as it does, as no statement of the others may."""
        own = self._engine if self._queue is not None else self._make_engine()
        patient = own.execution_options(talkbot_writes=True, talkbot_patient=True)
        try:
            with explaining(self._named):
                connection = await patient.connect()
            with passing_trouble_told():
                async with aclosing(connection), connection.begin() as transaction:
                    yield connection
                    await to_the_end(transaction.commit(), seconds=_SECONDS_TO_COMMIT)
        finally:
            if own is not self._engine:
                await own.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """One consistent look at the data; nothing is ever written."""
        with passing_trouble_told():
            async with own_connection(), self._readers() as session:
                await _connect(session)
                yield session

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Session]:
        """All or nothing: committed at the end, rolled back when anything is raised."""
        with passing_trouble_told():
            async with own_connection(), self._turn(), self._writers() as session:
                await _connect(session)
                yield session
                # Broken off in the middle, nobody would know whether it was committed.
                await to_the_end(self._commit(session), seconds=_SECONDS_TO_COMMIT)

    async def _commit(self, session: AsyncSession) -> None:
        await session.commit()
        self._note_revisions(session)

    def _turn(self) -> AbstractAsyncContextManager[None]:
        return nullcontext() if self._queue is None else self._queue.turn()

    def _note_revisions(self, session: AsyncSession) -> None:
        """What this process wrote it knows at once; the others hear of it."""
        if self._glance is not None:
            for owner_id, revision in session.info.get(NEW_REVISIONS, ()):
                self._glance.told(owner_id, revision)

    async def close(self) -> None:
        if self._glance is not None:
            self._glance.close()
        await self._engine.dispose()


def _one_moment(engine: AsyncEngine) -> AsyncEngine:
    """Every statement of a transaction sees the same data. In SQLite that is always so."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


async def _connect(session: AsyncSession) -> None:
    """A PostgreSQL that is being restarted is waited for, as long as who asks has patience for."""
    if session.get_bind().dialect.name == "sqlite":
        return
    try:
        async with asyncio.timeout(SECONDS_TO_CONNECT):
            await _try_to_connect(session)
    except TimeoutError as error:
        raise PassingError(AWAY) from error


async def _try_to_connect(session: AsyncSession) -> None:
    for pause in (*_PAUSES, None):
        try:
            await session.connection()
        except NoConnectionFreeError:
            raise
        except Exception as error:
            await session.rollback()
            if pause is None:
                raise PassingError(AWAY) from error
            await asyncio.sleep(pause)
        else:
            return
