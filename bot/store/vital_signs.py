"""What can be measured of a database without changing it or holding its bot up."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.store.all_tables import all_tables
from bot.store.database import Database
from bot.store.sqlite_files import opened_file, opened_to_read
from bot.store.trouble import reason_of

# An import that writes at this moment is through by then.
_PATIENT_SECONDS = 5

_NO_CHANGE = "UPDATE alembic_version SET version_num = version_num"


async def trouble_writing(database: Database) -> str | None:
    """Something is written and taken back."""
    try:
        if database.file is not None:
            await asyncio.to_thread(_write_nothing, database.file)
        else:
            async with database.transaction() as session:
                await session.execute(text(_NO_CHANGE))
                await session.rollback()
    except (UserError, DBAPIError, sqlite3.Error) as error:
        return reason_of(error)
    return None


def _write_nothing(file: Path) -> None:
    with closing(opened_file(file, _PATIENT_SECONDS)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_NO_CHANGE)
        connection.rollback()


async def damage(database: Database) -> str | None:
    """SQLite is asked page by page; PostgreSQL looks after its own."""
    return None if database.file is None else await asyncio.to_thread(_damage, database.file)


def _damage(file: Path) -> str | None:
    try:
        with closing(opened_to_read(file)) as connection:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if verdict == "ok" else str(verdict).splitlines()[-1]


async def zones_in_use(session: AsyncSession) -> dict[str, str]:
    """Every time zone that is named anywhere, with a table that names it."""
    found: dict[str, str] = {}
    for table in all_tables():
        if "time_zone" in table.c:
            names = await session.scalars(select(table.c.time_zone).distinct())
            found |= {name: table.name for name in names if name is not None}
    return found
