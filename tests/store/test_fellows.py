"""Who has a duty when PostgreSQL breaks the connections, as it does when it restarts."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.fellows import Duty, Topic
from bot.sandbox.world.changes import Changes
from bot.store.database import Database
from bot.store.fellows import Fellows
from bot.store.telling import CHANNEL
from tests.conftest import on_postgresql

pytestmark = on_postgresql

SHARD = Duty(2, 1)
BREAK_ALL = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class Process:
    """What one hears of its duty, in order."""

    def __init__(self, url: str) -> None:
        self.heard: list[str] = []
        self._changes = Changes()
        self._database = Database(url)
        self.fellows = Fellows(self._database, self)

    def told(self, topic: Topic, text: str) -> None:
        self._hear(f"{topic}: {text}")

    def took(self, duty: Duty) -> None:
        self._hear("mine")

    def left_to_others(self, duty: Duty) -> None:
        self._hear("another's")

    def connected(self) -> None:
        self._hear("connected")

    def disconnected(self) -> None:
        self._hear("disconnected")

    async def hears(self, *these: str) -> None:
        """In this order, whatever it hears of in between."""
        await self._changes.until(lambda: _follow(these, self.heard), 10, f"{these}, but {self.heard},")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        self.fellows.want(SHARD)
        attending = asyncio.create_task(self.fellows.attend())
        try:
            yield
        finally:
            attending.cancel()
            await asyncio.gather(attending, return_exceptions=True)
            await self._database.close()

    def _hear(self, what: str) -> None:
        self.heard.append(what)
        self._changes.notify()


def _follow(these: Sequence[str], heard: Sequence[str]) -> bool:
    rest = iter(heard)
    return all(one in rest for one in these)


@pytest.fixture
async def two(postgres_url: str) -> AsyncIterator[tuple[Process, Process]]:
    """The first has the shard, the second waits for it."""
    first, second = Process(postgres_url), Process(postgres_url)
    async with first.running():
        await first.hears("connected", "mine")
        async with second.running():
            await second.hears("connected", "another's")
            yield first, second


async def break_connections(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(BREAK_ALL)


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[Database]:
    database = Database(postgres_url)
    yield database
    await database.close()


async def test_who_had_it_has_it_again(two: tuple[Process, Process], database: Database) -> None:
    first, second = two
    await break_connections(database)
    await first.hears("mine", "disconnected", "connected", "mine")
    await second.hears("another's", "disconnected", "connected", "another's")
    assert "mine" not in second.heard


async def test_who_is_stopped_at_that_moment_hands_it_over_all_the_same(
    two: tuple[Process, Process], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.fellows._SECONDS_TO_TAKE_OVER", 1.0)
    first, second = two
    await break_connections(database)
    await first.hears("mine", "disconnected")
    await first.fellows.settle()
    await second.hears("disconnected", "connected")
    assert await first.fellows.offer(SHARD, [7, 8])
    await second.hears("disconnected", "connected", "taken: 7,8", "mine")


async def test_notice_of_a_newer_version_is_passed_over(two: tuple[Process, Process], database: Database) -> None:
    complaints = list[dict[str, Any]]()
    asyncio.get_running_loop().set_exception_handler(lambda _loop, complaint: complaints.append(complaint))
    async with database.transaction() as session:
        for notice in ("weather:fine", "catalog:", "news:"):
            await session.execute(text("SELECT pg_notify(:channel, :notice)"), {"channel": CHANNEL, "notice": notice})
    await two[0].hears("news: ")
    assert complaints == []
