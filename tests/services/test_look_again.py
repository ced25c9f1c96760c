"""What PostgreSQL breaks off in the middle, as it does when it restarts."""

import pytest
from sqlalchemy import text

from bot.errors import CutOffError, PassingError
from bot.services.finding.look_again import look_again
from bot.store.database import Database
from tests.conftest import on_postgresql

pytestmark = on_postgresql

CUT_OFF = text("SELECT pg_terminate_backend(pg_backend_pid())")
TOO_LONG = text("SET LOCAL statement_timeout = '10ms'"), text("SELECT pg_sleep(5)")


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


class Looks:
    """The first so many are broken off."""

    def __init__(self, database: Database, broken: int) -> None:
        self.count = 0
        self._database = database
        self._broken = broken

    async def __call__(self) -> object:
        self.count += 1
        async with self._database.reading() as session:
            if self.count <= self._broken:
                await session.execute(CUT_OFF)
            return await session.scalar(text("SELECT 42"))


async def test_what_was_broken_off_is_looked_up_again(database: Database) -> None:
    looks = Looks(database, broken=1)
    assert await look_again(looks) == 42
    assert looks.count == 2


async def test_what_is_broken_off_again_is_told(database: Database) -> None:
    looks = Looks(database, broken=2)
    with pytest.raises(CutOffError, match="My database was away"):
        await look_again(looks)
    assert looks.count == 2


async def test_what_takes_too_long_is_not_tried_again(database: Database) -> None:
    count = 0

    async def takes_too_long() -> None:
        nonlocal count
        count += 1
        async with database.reading() as session:
            for statement in TOO_LONG:
                await session.execute(statement)

    with pytest.raises(PassingError, match="took too long"):
        await look_again(takes_too_long)
    assert count == 1
