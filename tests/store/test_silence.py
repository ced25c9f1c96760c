"""A network that goes silent closes nothing and refuses nothing: only the time tells."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import event, make_url, text

from bot.errors import PassingError
from bot.store.database import Database
from bot.store.postgres_engine import SECONDS_TO_CONNECT
from bot.store.time_limit import limit_statements
from bot.store.trouble import AWAY
from tests.conftest import on_postgresql
from tests.monitoring.relay import Relay, relay_to

pytestmark = on_postgresql

WHO = text("SELECT pg_backend_pid()")


@pytest.fixture
async def relay(postgres_url: str) -> AsyncIterator[Relay]:
    url = make_url(postgres_url)
    async with relay_to(url.host or "", url.port or 5432) as relay:
        yield relay


def address_by(relay: Relay, postgres_url: str) -> str:
    return make_url(postgres_url).set(host="127.0.0.1", port=relay.port).render_as_string(hide_password=False)


@pytest.fixture
async def database(relay: Relay, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    monkeypatch.setattr("bot.store.time_limit._SECONDS_ON_THE_WAY", 0.5)
    database = Database(address_by(relay, postgres_url))
    limit_statements(database, 0.2)
    yield database
    relay.release()
    await database.close()


async def who_answers(database: Database) -> int:
    async with database.reading() as session:
        return int(await session.scalar(WHO) or 0)


async def write(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("DELETE FROM speakers"))


async def asked_in_silence(database: Database, relay: Relay) -> None:
    async with database.transaction() as session:
        await session.execute(WHO)
        relay.hold()
        await session.execute(WHO)


async def test_statement_without_an_answer_is_given_up_and_its_connection_with_it(
    database: Database, relay: Relay
) -> None:
    before = await who_answers(database)
    with pytest.raises(PassingError, match=AWAY):
        await asyncio.wait_for(asked_in_silence(database, relay), 20)
    relay.release()
    assert await who_answers(database) != before


async def test_who_gets_a_connection_that_went_silent_is_told_after_seconds(
    database: Database, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    await who_answers(database)
    relay.hold()
    with monkeypatch.context() as hasty:
        hasty.setattr("bot.store.database.SECONDS_TO_CONNECT", 0.2)
        with pytest.raises(PassingError, match=AWAY):
            await asyncio.wait_for(who_answers(database), SECONDS_TO_CONNECT)
    relay.release()
    assert await who_answers(database)


async def test_migration_may_take_longer_than_statements(database: Database) -> None:
    async with database.migrating() as connection:
        await connection.execute(text("SELECT pg_sleep(0.9)"))


async def test_commit_without_an_answer_keeps_no_end_waiting(
    relay: Relay, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even where statements may take as long as they do."""
    monkeypatch.setattr("bot.store.database._SECONDS_TO_COMMIT", 0.2)
    patient = Database(address_by(relay, postgres_url))
    event.listen(patient.engine.sync_engine, "commit", lambda _connection: relay.hold())
    writing = asyncio.create_task(write(patient))
    await relay.held()
    writing.cancel()
    await asyncio.wait([writing], timeout=10)
    assert writing.cancelled()
    relay.release()
    await patient.close()
