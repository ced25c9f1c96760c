"""A database in PostgreSQL that belongs to somebody else, and a role that may do nothing there but connect."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store import schema
from bot.store.database import Database
from tests.conftest import POSTGRES

LATIN = "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"


@dataclass(frozen=True, slots=True)
class ForeignDatabase:
    owners_url: str
    url: str
    role: str

    async def make_tables(self) -> None:
        database = Database(self.owners_url)
        await schema.upgrade(database)
        await database.close()

    async def owner_says(self, *statements: str) -> None:
        await _say(self.owners_url, *statements)


@asynccontextmanager
async def database_of_another(options: str = "") -> AsyncIterator[ForeignDatabase]:
    assert POSTGRES is not None
    name = f"talkbot_test_{uuid.uuid4().hex[:12]}"
    await _say(
        POSTGRES, f"CREATE ROLE {name} LOGIN PASSWORD 'hidden'", f"CREATE DATABASE {name} TEMPLATE template0 {options}"
    )
    server = make_url(POSTGRES).set(database=name)
    try:
        yield ForeignDatabase(_text(server), _text(server.set(username=name, password="hidden")), name)
    finally:
        await _say(POSTGRES, f"DROP DATABASE {name} WITH (FORCE)", f"DROP ROLE {name}")


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


async def _say(url: str, *statements: str) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()
