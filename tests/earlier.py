"""A database as the first version of the bot left it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from bot.store import schema


def make_earlier(file: Path) -> None:
    """It holds one event."""
    engine = create_engine(f"sqlite:///{file}")
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        event = "(slug, name, also_called) VALUES ('first', 'First Conf', '[]')"
        connection.execute(text(f"INSERT INTO events {event}"))
    engine.dispose()
