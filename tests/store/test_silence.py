"""A network that goes silent closes nothing and refuses nothing: only the time tells."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import make_url, text

from bot.errors import PassingError
from bot.store.database import Database
from bot.store.time_limit import limit_statements
from bot.store.trouble import AWAY
from tests.conftest import POSTGRES
from tests.monitoring.relay import Relay, relay_to

pytestmark = pytest.mark.skipif(POSTGRES is None, reason="PostgreSQL only")

WHO = text("SELECT pg_backend_pid()")


@pytest.fixture
async def relay(postgres_url: str) -> AsyncIterator[Relay]:
    url = make_url(postgres_url)
    async with relay_to(url.host or "", url.port or 5432) as relay:
        yield relay


@pytest.fixture
async def database(relay: Relay, postgres_url: str) -> AsyncIterator[Database]:
    url = make_url(postgres_url).set(host="127.0.0.1", port=relay.port)
    database = Database(url.render_as_string(hide_password=False))
    limit_statements(database, 0.2)
    yield database
    relay.release()
    await database.close()


async def who_answers(database: Database) -> int:
    async with database.reading() as session:
        return int(await session.scalar(WHO) or 0)


async def asked_in_silence(database: Database, relay: Relay) -> None:
    async with database.transaction() as session:
        await session.execute(WHO)
        relay.hold()
        await session.execute(WHO)


async def test_statement_without_an_answer_is_given_up_and_its_connection_with_it(
    database: Database, relay: Relay
) -> None:
    before = await who_answers(database)
    began = time.monotonic()
    with pytest.raises(PassingError, match=AWAY):
        await asked_in_silence(database, relay)
    assert time.monotonic() - began < 5
    relay.release()
    assert await who_answers(database) != before


async def test_who_gets_a_connection_that_went_silent_is_told_after_seconds(database: Database, relay: Relay) -> None:
    await who_answers(database)
    relay.hold()
    began = time.monotonic()
    with pytest.raises(PassingError, match=AWAY):
        await who_answers(database)
    assert time.monotonic() - began < 10
    relay.release()
    assert await who_answers(database)


async def test_migration_may_take_longer_than_statements(database: Database) -> None:
    async with database.migrating() as connection:
        await connection.execute(text("SELECT pg_sleep(2.5)"))


async def test_waiting_for_a_connection_is_bounded_and_told(database: Database) -> None:
    async def hold(held: asyncio.Event, let_go: asyncio.Event) -> None:
        async with database.reading():
            held.set()
            await let_go.wait()

    let_go = asyncio.Event()
    holding = [(held := asyncio.Event(), asyncio.create_task(hold(held, let_go))) for _ in range(15)]
    await asyncio.gather(*(held.wait() for held, _ in holding))
    try:
        with pytest.raises(PassingError, match="busy"):
            await asyncio.wait_for(who_answers(database), 10)
    finally:
        let_go.set()
        await asyncio.gather(*(task for _, task in holding))
    assert await who_answers(database)
