"""A server that asks much of a slow database leaves connections to the others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from sqlalchemy import text

from bot import shares
from bot.errors import PassingError
from bot.shares import CONNECTIONS, Share, connections_of
from bot.store.database import _OPTIONS, Database

AT_ONCE = 3


async def ask(database: Database) -> int:
    async with database.reading() as session:
        return int(await session.scalar(text("SELECT 1")) or 0)


@asynccontextmanager
async def used_up(database: Database, share: Share) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        with connections_of(share):
            for _ in range(AT_ONCE):
                await stack.enter_async_context(database.reading())
        yield


async def test_share_that_is_used_up_is_in_nobody_elses_way(database: Database) -> None:
    async with used_up(database, Share(AT_ONCE)):
        with connections_of(Share(AT_ONCE)):
            assert await ask(database) == 1
        assert await ask(database) == 1


async def test_who_finds_it_used_up_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    share = Share(AT_ONCE)
    async with used_up(database, share):
        with connections_of(share), monkeypatch.context() as hasty:
            hasty.setattr(shares, "_SECONDS_TO_WAIT", 0.1)
            with pytest.raises(PassingError, match="Much is asked here"):
                await asyncio.wait_for(ask(database), 10)
    with connections_of(share):
        assert await asyncio.gather(*(ask(database) for _ in range(5 * AT_ONCE))) == [1] * 5 * AT_ONCE


async def test_who_waits_has_what_becomes_free(database: Database) -> None:
    share = Share(AT_ONCE)
    async with used_up(database, share):
        with connections_of(share):
            waiting = asyncio.create_task(ask(database))
        assert await ask(database) == 1
        assert not waiting.done()
    assert await waiting == 1


async def test_who_finds_all_connections_taken_is_told_soon(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_OPTIONS, "pool_timeout", _OPTIONS["pool_timeout"] / 20)
    database = Database(database_url)
    async with AsyncExitStack() as stack:
        for _ in range(CONNECTIONS):
            session = await stack.enter_async_context(database.reading())
            await session.execute(text("SELECT 1"))
        with pytest.raises(PassingError, match="busy"):
            await asyncio.wait_for(ask(database), 10)
    assert await ask(database) == 1
    await database.close()
