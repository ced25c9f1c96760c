"""Rows in every table that there is, made from the tables' own columns: whoever adds a table need not add it here."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Integer, LargeBinary, Table, insert, select
from sqlalchemy.types import TypeDecorator

import bot.store
from bot.store.database import Database
from bot.store.rows import Row

ROWS = 3
SNOWFLAKE = 1_290_000_000_000_000_000
NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
PLAIN = [None, {"ž": ["null", None, 1.5, True, 12345678901]}, ["“", 0]]

_MODULES = {file.stem for file in Path(bot.store.__file__).parent.glob("*tables.py")}
TABLE_MODULES = sorted(_MODULES - {"all_tables"})


def tables() -> list[Table]:
    """Of every module of tables that is there, whatever the bot itself forgot to name."""
    for module in TABLE_MODULES:
        import_module(f"bot.store.{module}")
    return Row.metadata.sorted_tables


async def fill(database: Database) -> None:
    async with database.transaction() as session:
        for table in tables():
            await session.execute(insert(table), list(_rows(table)))


async def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, and which of its JSON is NULL."""
    async with database.reading() as session:
        return {
            table.name: [
                tuple(row)
                for row in await session.execute(
                    select(*table.c, *(column.is_(None) for column in table.c)).order_by(*table.primary_key)
                )
            ]
            for table in tables()
        }


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    for number in range(1, ROWS + 1):
        yield {column.name: _value(column, number) for column in table.c}


def _value(column: Column[Any], number: int) -> Any:  # noqa: PLR0911  one return a type
    if column.foreign_keys:
        return number
    if column.nullable and number == 1:
        return None
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    match kind:
        case JSON():
            return PLAIN[number - 1] if number > 1 or column.nullable else []
        case Boolean():
            return number % 2 == 0
        case BigInteger():
            return SNOWFLAKE + number
        case Integer():
            return number
        case Date():
            return date(2026, 11, number)
        case LargeBinary():
            return bytes(range(256)) * number
        case _ if kind.python_type is datetime:
            return NOON + timedelta(days=number)
        case _:
            return f"“č\n{number}”"
