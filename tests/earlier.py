"""A database as the first version of the bot left it: it holds one event."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text

from bot.store import schema
from bot.store.database import Database


def make_earlier(file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        _make(connection)
    engine.dispose()


async def make_earlier_in(database: Database) -> None:
    async with database.engine.execution_options(talkbot_writes=True).begin() as connection:
        await connection.run_sync(_make)


def _make(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")
    event = "(slug, name, also_called) VALUES ('first', 'First Conf', '[]')"
    connection.execute(text(f"INSERT INTO events {event}"))
