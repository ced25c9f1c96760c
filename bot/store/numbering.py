"""The last id that a table has given: the next row must not get the id of one that was removed."""

from collections.abc import Mapping

from sqlalchemy import Column, Table, TextClause, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.all_tables import all_tables
from bot.store.upserting import is_postgres


async def last_ids(session: AsyncSession) -> dict[str, int]:
    """By table. SQLite knows it only of the tables that give no id twice."""
    if not is_postgres(session):
        rows = await session.execute(text("SELECT name, seq FROM sqlite_sequence"))
        return {row.name: row.seq for row in rows}
    given = {table.name: await session.scalar(_last_of_sequence(table, id)) for table, id in _numbered()}
    return {name: last for name, last in given.items() if last is not None}


async def go_on_from(session: AsyncSession, *last_ids: Mapping[str, int]) -> None:
    """From the highest. A sequence of PostgreSQL keeps it even if the transaction is rolled back: no harm is done."""
    for table, id in _numbered():
        last = await session.scalar(select(func.max(id))) or 0
        last = max(last, *(given.get(table.name, 0) for given in last_ids))
        if last and is_postgres(session):
            sequence = func.pg_get_serial_sequence(table.name, id.name)
            await session.execute(select(func.setval(sequence, last)))
        elif last and table.dialect_options["sqlite"]["autoincrement"]:
            await _remember_in_sqlite(session, table.name, last)


def _numbered() -> list[tuple[Table, Column[int]]]:
    found = ((table, table.autoincrement_column) for table in all_tables())
    return [(table, column) for table, column in found if column is not None]


def _last_of_sequence(table: Table, id: Column[int]) -> TextClause:
    return text("SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:table, :id) AS regclass))").bindparams(
        table=table.name, id=id.name
    )


async def _remember_in_sqlite(session: AsyncSession, table: str, last: int) -> None:
    # SQLite's own table has no key that an upsert could name.
    await session.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table})
    adding = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)")
    await session.execute(adding, {"table": table, "last": last})
