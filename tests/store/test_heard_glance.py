"""What a process on PostgreSQL knows of the catalog without asking: all that is committed, or that it does not know."""

import time
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.engine import make_url

from bot.services.catalog import Catalog
from bot.store import fellows, glancing, revisions, search_index
from bot.store.database import Database
from tests import make
from tests.conftest import empty, on_postgresql
from tests.end_to_end.processes import break_all_connections
from tests.hearing import hearing_process
from tests.monitoring.relay import relay_to
from tests.waiting import until

pytestmark = on_postgresql

SERVER = 77


@pytest.fixture
async def url(postgres_url: str) -> AsyncIterator[str]:
    yield postgres_url
    await empty(postgres_url)


def newest(database: Database) -> tuple[int, int] | None:
    return search_index.newest_revisions(database, SERVER)


async def add_a_talk(database: Database, *, guild_id: int | None = None) -> None:
    await make.saved(Catalog(database), make.talk(), guild_id=guild_id, location=f"{guild_id}.yaml")


async def advance_in_vain(database: Database) -> None:
    async with database.transaction() as session:
        await search_index.advance(session, SERVER)
        raise ZeroDivisionError


async def test_who_hears_nobody_does_not_know(url: str) -> None:
    database = Database(url)
    await add_a_talk(database)
    assert newest(database) is None
    await database.close()


async def test_what_was_there_before_is_known(url: str) -> None:
    async with hearing_process(url) as first:
        await add_a_talk(first, guild_id=SERVER)
        async with hearing_process(url) as second:
            await until(lambda: newest(second) == newest(first) == (0, 1))


async def test_change_of_another_is_heard_of(url: str) -> None:
    async with hearing_process(url) as first, hearing_process(url) as second:
        await add_a_talk(first)
        await until(lambda: newest(second) == (1, 0))


async def test_own_change_is_known_before_it_is_heard_of(url: str) -> None:
    database = Database(url)
    assert database.heard is not None
    database.heard.trust(time.monotonic() + 60)
    await add_a_talk(database)
    assert newest(database) == (1, 0)
    await database.close()


async def test_what_is_not_committed_is_not_known(url: str) -> None:
    async with hearing_process(url) as first, hearing_process(url) as second:
        with pytest.raises(ZeroDivisionError):
            await advance_in_vain(first)
        # Told in order, so this comes after whatever the other would have told.
        await add_a_talk(first)
        await until(lambda: newest(second) == newest(first) == (1, 0))


async def test_content_put_in_place_of_all_is_heard_of(url: str) -> None:
    async with hearing_process(url) as first, hearing_process(url) as second:
        await add_a_talk(first)
        await add_a_talk(first, guild_id=SERVER)
        async with first.transaction() as session:
            await revisions.outdo(session, {0: 40})
        await until(lambda: newest(second) == (41, 1))


async def test_after_a_broken_connection_it_knows_again(url: str) -> None:
    async with hearing_process(url) as database:
        await break_all_connections(url)
        other = Database(url)
        await add_a_talk(other)
        await other.close()
        await until(lambda: newest(database) == (1, 0))


async def test_silence_is_not_taken_for_no_change(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long before the connection is given up."""
    monkeypatch.setattr(glancing, "_SECONDS_OF_TRUST", 0.5)
    monkeypatch.setattr(fellows, "_SECONDS_BETWEEN_LOOKS", 0.05)
    monkeypatch.setattr(fellows, "_SECONDS_TO_ANSWER", 60)
    address = make_url(url)
    async with relay_to(address.host or "", address.port or 5432) as relay:
        through = address.set(host="127.0.0.1", port=relay.port).render_as_string(hide_password=False)
        async with hearing_process(through) as database:
            relay.hold()
            await until(lambda: newest(database) is None)
            relay.release()
