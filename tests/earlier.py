"""Databases as earlier versions of the bot left them."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text

from bot.store import schema
from bot.store.database import Database


def make_earlier(file: Path) -> None:
    """Of the first version, with one event."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        _make(connection)
    engine.dispose()


async def make_earlier_in(database: Database) -> None:
    async with database.migrating() as connection:
        await connection.run_sync(_make)


async def make_tables_of(database: Database, version: str) -> None:
    async with database.migrating() as connection:
        await connection.run_sync(_migrate, version)


def _make(connection: Connection) -> None:
    _migrate(connection, "0001")
    event = "(slug, name, also_called) VALUES ('first', 'First Conf', '[]')"
    connection.execute(text(f"INSERT INTO events {event}"))


def _migrate(connection: Connection, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, version)
