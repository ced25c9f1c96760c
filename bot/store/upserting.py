"""INSERT with ON CONFLICT, which both databases have and SQLAlchemy keeps in its dialects."""

from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncSession


def is_postgres(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def insert_into(session: AsyncSession, row: type[Any]) -> Any:
    """An insert that takes `on_conflict_do_nothing` or `on_conflict_do_update`."""
    if not is_postgres(session):
        return sqlite.insert(row)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415  costs 20 ms and 2 MB, which SQLite need not pay

    return postgresql.insert(row)
