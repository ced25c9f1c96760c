"""Addresses of PostgreSQL as those who host it hand them out."""

import socket

import pytest
from sqlalchemy import text

from bot.errors import UserError
from bot.store.database import Database
from bot.store.postgres_address import understood
from tests.conftest import POSTGRES, on_postgresql

ADDRESS = "postgresql+asyncpg://someone:hidden@example.org:6543/talkbot"


def told(asked: str) -> dict[str, object]:
    url, arguments = understood(f"{ADDRESS}?{asked}", "DATABASE_URL")
    assert url.render_as_string(hide_password=False) == ADDRESS
    return arguments


@pytest.mark.parametrize(
    ("asked", "arguments"),
    [
        ("", {}),
        ("sslmode=require&channel_binding=prefer", {"dsn": "postgresql:?sslmode=require"}),
        ("sslrootcert=/etc/ssl/our%20own.pem", {"dsn": "postgresql:?sslrootcert=%2Fetc%2Fssl%2Four+own.pem"}),
        ("connect_timeout=10", {"timeout": 10}),
        ("connect_timeout=0", {"timeout": None}),
        ("ssl=require&statement_cache_size=0", {"ssl": "require", "statement_cache_size": 0}),
        ("client_encoding=UTF8&gssencmode=disable", {}),
    ],
)
def test_words_of_postgresql_become_the_drivers(asked: str, arguments: dict[str, object]) -> None:
    assert told(asked) == arguments


def test_folder_of_a_socket_stays_where_it_is() -> None:
    url, arguments = understood("postgresql+asyncpg://someone@/talkbot?host=/run/postgresql&sslmode=disable", "it")
    assert (url.query, arguments) == ({"host": "/run/postgresql"}, {"dsn": "postgresql:?sslmode=disable"})


@on_postgresql
async def test_postgresql_hears_what_is_asked() -> None:
    asked = "application_name=our%20bot&options=-csearch_path%3Dnowhere&connect_timeout=5&sslmode=prefer"
    database = Database(f"{POSTGRES}?{asked}")
    async with database.engine.connect() as connection:
        assert await connection.scalar(text("SHOW application_name")) == "our bot"
        assert await connection.scalar(text("SHOW search_path")) == "nowhere"
    await database.close()


async def test_server_that_does_not_answer_in_time_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        database = Database(f"postgresql+asyncpg://someone@127.0.0.1:{silent.getsockname()[1]}/x?connect_timeout=1")
        with pytest.raises(UserError, match="cannot be opened: it does not answer"):
            await database.open()
        await database.close()
