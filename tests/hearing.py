"""A process that hears the others, as of those that share a database, and has no duty, for another has them all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.domain.fellows import Duty, Topic
from bot.store import search_index
from bot.store.database import Database
from bot.store.fellows import Fellows
from tests.waiting import until


class _Idle:
    def told(self, topic: Topic, text: str) -> None: ...

    def took(self, duty: Duty) -> None: ...

    def left_to_others(self, duty: Duty) -> None: ...

    def connected(self) -> None: ...

    def disconnected(self) -> None: ...


@asynccontextmanager
async def hearing(database: Database) -> AsyncIterator[Database]:
    """From when it is sure to hear them on."""
    attending = asyncio.create_task(Fellows(database, _Idle()).attend())
    try:
        await until(lambda: search_index.newest_revisions(database, None) is not None)
        yield database
    finally:
        attending.cancel()
        await asyncio.gather(attending, return_exceptions=True)


@asynccontextmanager
async def hearing_process(url: str) -> AsyncIterator[Database]:
    """With connections of its own."""
    database = Database(url)
    try:
        async with hearing(database):
            yield database
    finally:
        await database.close()
