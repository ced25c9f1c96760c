import asyncio
import logging

import pytest
from sqlalchemy import event, text
from sqlalchemy.util import await_only

from bot.services.catalog import Catalog
from bot.store.database import Database
from tests import make


class Commit:
    """Of one event; the first thing it does is to wait until it may go on."""

    def __init__(self, database: Database) -> None:
        self.begun, self.may_go_on = asyncio.Event(), asyncio.Event()
        event.listen(database.engine.sync_engine, "commit", self._wait)

    def _wait(self, _connection: object) -> None:
        self.begun.set()
        await_only(self.may_go_on.wait())


async def event_count(database: Database) -> int:
    async with database.reading() as session:
        return int(await session.scalar(text("SELECT count(*) FROM events")))


async def test_who_is_cancelled_while_it_commits_has_committed_when_it_ends(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    commit = Commit(database)
    saving = asyncio.create_task(make.saved(Catalog(database), make.talk()))
    await asyncio.wait_for(commit.begun.wait(), 20)
    saving.cancel()
    asyncio.get_running_loop().call_soon(commit.may_go_on.set)
    ended, _ = await asyncio.wait([saving], timeout=20)

    assert ended
    assert saving.cancelled()
    assert await event_count(database) == 1
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
