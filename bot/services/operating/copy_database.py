"""Moving everything from one database to another: from SQLite to PostgreSQL, back, or to one of the same kind."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from bot.errors import UserError
from bot.store import copying, numbering, revisions, schema
from bot.store.database import Database, Session
from bot.store.trouble import told_plainly

# The table, its rows that are copied, and all of its rows.
Progress: TypeAlias = Callable[[str, int, int], None]

_TABLES_NAMED = 5


async def copy_database(
    source: Database, target: Database, progress: Progress, *, replace: bool = False
) -> dict[str, int]:
    """The rows of each table. All of it or nothing, as the source was at one moment while its bot goes on.

    With `replace`, what the target holds goes in the same transaction; no id that it gave is given again. Raise
    UserError where the target holds anything otherwise, where the source is not of this version, and where a row is
    not taken.
    """
    with told_plainly("It did not work out, and nothing was copied"):
        await _require_this_version(source)
        await _make_tables(target, replace=replace)
        return await _copy_all(source, target, progress, replace=replace)


async def _copy_all(source: Database, target: Database, progress: Progress, *, replace: bool) -> dict[str, int]:
    async with source.reading() as reader, target.transaction() as writer:
        await copying.keep_others_out(writer)
        earlier, given = await revisions.all_of_them(writer), await numbering.last_ids(writer)
        if replace:
            await copying.empty(writer)
        _require_nothing(await copying.counts(writer), target)
        rows = await _copy_rows(reader, writer, progress)
        await numbering.go_on_from(writer, await numbering.last_ids(reader), given)
        _require_same(rows, await copying.counts(writer))
        await revisions.outdo(writer, earlier)
    return rows


async def _require_this_version(source: Database) -> None:
    await source.open(make_it=False)
    found, needed = await schema.version_of(source), schema.newest_version()
    if found is None:
        raise UserError(f"The database that {source.named} names holds no tables of Talkbot, so nothing is copied.")
    if found < needed:
        raise UserError(
            f"The database that {source.named} names is at version {found}, and this bot needs {needed}: bring it up "
            "to date with `talkbot db upgrade` first."
        )
    if found > needed:
        raise UserError(
            f"The database that {source.named} names is at version {found}, newer than this bot knows ({needed}): "
            "use the newer bot."
        )


async def _make_tables(target: Database, *, replace: bool) -> None:
    """What is refused stays at its version, for the bot that lives there."""
    await target.open()
    found = await schema.version_of(target)
    if found is None and (foreign := await schema.foreign_tables(target)):
        raise UserError(f"The database that {target.named} names holds tables of something else: {_listed(foreign)}.")
    if found != schema.newest_version() and not replace:
        _require_nothing(await schema.rows_of_tables(target), target)
    await schema.upgrade(target)


def _require_nothing(found: Mapping[str, int], target: Database) -> None:
    holding = [f"{table} ({rows})" for table, rows in found.items() if rows]
    if holding:
        raise UserError(f"The database that {target.named} names is not empty: {_listed(holding)}. Nothing was copied.")


async def _copy_rows(reader: Session, writer: Session, progress: Progress) -> dict[str, int]:
    expected = await copying.counts(reader)
    copied = dict.fromkeys(expected, 0)
    async for table, rows in copying.copy_rows(reader, writer):
        copied[table] += rows
        progress(table, copied[table], expected[table])
    _require_same(expected, copied)
    return copied


def _require_same(expected: Mapping[str, int], found: Mapping[str, int]) -> None:
    for table, rows in expected.items():
        if found[table] != rows:
            raise UserError(f"Of the {rows} rows of {table}, {found[table]} arrived: nothing was copied.")


def _listed(names: list[str]) -> str:
    more = len(names) - _TABLES_NAMED
    return ", ".join(names[:_TABLES_NAMED]) + (f" and {more} more" if more > 0 else "")
