"""All rows of one database into another, whichever kind the two are."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Insert,
    LargeBinary,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.store.all_tables import all_tables
from bot.store.tables import CatalogRevisionRow
from bot.store.trouble import reason_of
from bot.store.upserting import is_postgres

# Rows that are in memory at once. Of those with files in them fewer, for a file has up to 25 MB.
_ROWS, _ROWS_WITH_FILES = 1_000, 4

_TRIES, _PATIENT_SECONDS = 5, 3


async def counts(session: AsyncSession) -> dict[str, int]:
    """Of every table, the empty ones too."""
    return {table.name: await session.scalar(select(func.count()).select_from(table)) or 0 for table in all_tables()}


async def keep_others_out(session: AsyncSession) -> None:
    """Nobody else writes until the transaction ends. In SQLite that is so for every one that writes.

    Raise UserError where those who write now do not come to an end.
    """
    if not is_postgres(session):
        return
    for _ in range(_TRIES):
        try:
            async with session.begin_nested():
                await session.execute(text(f"SET LOCAL lock_timeout = '{_PATIENT_SECONDS}s'"))
                await session.execute(text(f"LOCK TABLE {_in_locking_order()} IN EXCLUSIVE MODE"))
        except DBAPIError:
            # Tables are locked one by one, so somebody who writes to several may stand in the way, and we in theirs.
            continue
        return
    raise UserError("Others write to the database all the time: stop the bot first. Nothing was changed.")


def _in_locking_order() -> str:
    # Every change of a catalog begins with its counter: whoever waits there holds nothing that is wanted here.
    names = [table.name for table in all_tables()]
    return ", ".join(sorted(names, key=lambda name: name != CatalogRevisionRow.__tablename__))


async def empty(session: AsyncSession) -> None:
    for table in reversed(all_tables()):
        await session.execute(table.delete())


async def copy_rows(source: AsyncSession, target: AsyncSession) -> AsyncIterator[tuple[str, int]]:
    """Give the table's name and the number of rows after each batch. Raise UserError where a row is not taken."""
    for table in all_tables():
        adding = _adding(table, postgres=is_postgres(target))
        async for rows in _batches(source, table):
            try:
                await target.execute(adding, rows)
            except DBAPIError as error:
                raise UserError(f"{table.name} cannot be written, nothing was copied: {reason_of(error)}.") from error
            yield table.name, len(rows)


async def _batches(source: AsyncSession, table: Table) -> AsyncIterator[list[dict[str, Any]]]:
    size = _ROWS_WITH_FILES if any(isinstance(column.type, LargeBinary) for column in table.c) else _ROWS
    rows = await source.stream(_reading(table).execution_options(yield_per=size))
    async for batch in rows.mappings().partitions(size):
        yield [{_value_of(name): value for name, value in row.items()} for row in batch]


def _reading(table: Table) -> Select[Any]:
    """JSON as the text that it is: read and written anew it would lose what tells NULL from `null`."""
    columns: list[ColumnElement[Any]] = [
        cast(column, Text).label(column.name) if isinstance(column.type, JSON) else column for column in table.c
    ]
    return select(*columns).order_by(*table.primary_key)


def _adding(table: Table, *, postgres: bool) -> Insert:
    values: Mapping[str, Any] = {
        column.name: _json_value(column.name, postgres=postgres)
        if isinstance(column.type, JSON)
        else bindparam(_value_of(column.name), type_=column.type)
        for column in table.c
    }
    return insert(table).values(values)


def _json_value(name: str, *, postgres: bool) -> ColumnElement[Any]:
    # SQLite, asked to cast to JSON, would make a number of it.
    value = bindparam(_value_of(name), type_=Text())
    return cast(value, JSON) if postgres else value


def _value_of(column: str) -> str:
    """SQLAlchemy keeps the columns' own names for itself."""
    return f"value_of_{column}"
