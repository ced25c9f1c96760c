"""Bringing a database's tables to what this version of the bot needs."""

import logging
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, table, text

from bot.clock import Clock, system_clock
from bot.errors import UserError
from bot.store.advisory_locks import AdvisoryLock
from bot.store.all_tables import all_tables
from bot.store.backup_files import keep_before_migration
from bot.store.database import Database
from bot.store.finishing import in_thread
from bot.store.suitability import Obstacle, no_right_to_make_tables, unsuitable
from bot.store.trouble import told_plainly

_log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"


def newest_version() -> str:
    """Migrations are named by number, so the last file is the newest: no need to load Alembic for that."""
    return max(file.stem for file in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]


async def version_of(database: Database) -> str | None:
    """None where no bot ever made its tables."""
    async with database.looking() as connection:
        return await connection.run_sync(_current_version)


async def foreign_tables(database: Database) -> list[str]:
    """What is there where no bot ever made its tables."""
    async with database.looking() as connection:
        return sorted(await connection.run_sync(lambda connection: inspect(connection).get_table_names()))


async def own_tables(database: Database) -> set[str]:
    """Those of the bot's that are there, or somebody else's of the same names."""
    return {table.name for table in all_tables()} & set(await foreign_tables(database))


async def missing_tables(database: Database) -> list[str]:
    """What ought to be there once the tables are up to date."""
    return sorted({table.name for table in all_tables()} - await own_tables(database))


async def rows_of_tables(database: Database) -> dict[str, int]:
    """Of whatever tables there are, at any version."""
    async with database.looking() as connection:
        return await connection.run_sync(_count_rows)


async def upgrade(database: Database, clock: Clock = system_clock, *, keep_backup: bool = True) -> bool:
    """Whether anything was to do. Processes that start together wait for the one that came first.

    A file of SQLite that holds anything is backed up first; PostgreSQL has means of its own. Raise UserError where the
    database cannot be opened, cannot take the tables, or belongs to a newer bot.
    """
    await database.open()
    with told_plainly("The tables cannot be read"):
        _stop_at(await unsuitable(database))
        if await version_of(database) == newest_version():
            return False
        _stop_at(await no_right_to_make_tables(database))
    with told_plainly("The tables cannot be made or brought up to date"):
        await _bring_up_to_date(database, clock, database.file if keep_backup else None)
    return True


def _stop_at(obstacle: Obstacle | None) -> None:
    if obstacle is not None:
        raise UserError(f"{obstacle.says} {obstacle.advice}")


async def _bring_up_to_date(database: Database, clock: Clock, file: Path | None) -> None:
    async with database.migrating() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text("SET LOCAL statement_timeout = 0"))
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": AdvisoryLock.UPGRADE})
        current = await connection.run_sync(_current_version)
        _require_known(current)
        if file is not None and current is not None and current < newest_version():
            await _back_up(file, current, clock())
        await connection.run_sync(_migrate)


def _require_known(current: str | None) -> None:
    if current is not None and current > newest_version():
        raise UserError(
            f"The database is at version {current}, newer than this bot knows ({newest_version()}): "
            "run the newer bot, or restore a backup made before the upgrade."
        )


async def _back_up(file: Path, current: str, now: datetime) -> None:
    kept = await in_thread(lambda given_up: keep_before_migration(file, current, now, given_up))
    _log.info("migrating from %s to %s, backup: %s", current, newest_version(), kept or "none, it holds nothing")


def _count_rows(connection: Connection) -> dict[str, int]:
    names = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
    return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


def _current_version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection) -> None:
    # Alembic takes 0.15 s and 11 MB, which a start without anything to upgrade need not pay.
    from alembic import command  # noqa: PLC0415  as said above
    from alembic.config import Config  # noqa: PLC0415  as said above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
