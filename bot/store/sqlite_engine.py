"""Connections to a file of SQLite, and how long they wait for it while others have it locked."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import PassingError
from bot.store.opening import make_folder_of
from bot.store.sqlite_files import SECONDS_TO_WAIT, address_to_read
from bot.store.trouble import BUSY, is_locked

_OF_A_POOL = {"pool_size", "max_overflow", "pool_timeout"}
# What waits in SQLite itself can neither be ended nor told until when, so it does so for moments only.
_MOMENT = 0.1


class Queue:
    """SQLite lets writers wait in no order, and some of many for too long; so those of this process queue up.

    Who waits, here and then for other processes, does so for 15 seconds in all.
    """

    def __init__(self) -> None:
        self.until = 0.0
        self._free = asyncio.Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        until = time.monotonic() + SECONDS_TO_WAIT
        try:
            async with asyncio.timeout(SECONDS_TO_WAIT):
                await self._free.acquire()
        except TimeoutError as error:
            raise PassingError(BUSY) from error
        self.until = until
        try:
            yield
        finally:
            self._free.release()


def sqlite_engine(url: str, *, read_only: bool = False, **options: Any) -> AsyncEngine:
    of_a_file = make_url(url).database not in (None, "", ":memory:")
    if not of_a_file:
        # There is one connection for all, which nobody has to wait for.
        options = {name: value for name, value in options.items() if name not in _OF_A_POOL}
    engine = create_async_engine(url, connect_args={"timeout": SECONDS_TO_WAIT}, **options)
    read_only = read_only and of_a_file
    event.listen(engine.sync_engine, "do_connect", _before_reading if read_only else _before_connecting)
    event.listen(engine.sync_engine, "connect", _prepare_reading if read_only else _prepare_writing)
    event.listen(engine.sync_engine, "begin", _begin)
    event.listen(engine.sync_engine, "do_execute", _execute)
    return engine


def _before_connecting(_dialect: object, _record: object, arguments: list[Any], _options: object) -> None:
    make_folder_of(arguments[0])


def _before_reading(_dialect: object, _record: object, arguments: list[Any], options: dict[str, Any]) -> None:
    arguments[0] = address_to_read(Path(arguments[0]))
    options["uri"] = True


def _prepare_writing(connection: Any, _record: object) -> None:
    _prepare(connection, "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")


def _prepare_reading(connection: Any, _record: object) -> None:
    _prepare(connection, "query_only=ON")


def _prepare(connection: Any, *pragmas: str) -> None:
    # The driver would begin transactions by itself, too late and never for reads.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (*pragmas, f"busy_timeout={_MOMENT * 1000:.0f}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A reader that turns writer midway fails when another wrote meanwhile, so a writer says so first.
    writes = connection.get_execution_options().get("talkbot_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _execute(cursor: Any, statement: str, values: Any, context: Any) -> bool:
    """In the place of the driver's: while the file is locked it tries again, for as long as there is time."""
    until: float | None = None
    while True:
        try:
            cursor.execute(statement, values)
        except sqlite3.OperationalError as error:
            until = until or _until(context)
            if not is_locked(error) or time.monotonic() >= until:
                raise
        else:
            return True


def _until(context: Any) -> float:
    """A writer's time began when it queued up."""
    queue: Queue | None = context.execution_options.get("talkbot_queue")
    return time.monotonic() + SECONDS_TO_WAIT if queue is None else queue.until
