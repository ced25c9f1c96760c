from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

from pydantic import TypeAdapter, ValidationError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.cli.console import aside, say
from bot.errors import UserError
from bot.services.operating.copy_database import Progress as OnProgress
from bot.services.operating.copy_database import copy_database
from bot.settings import DatabaseUrl
from bot.store.database import Database

_URL = TypeAdapter(DatabaseUrl)


async def copy(source_url: str, target_url: str) -> None:
    source, target = _database(source_url, "FROM_URL", read_only=True), _database(target_url, "TO_URL")
    if source_url == target_url:
        raise UserError("FROM_URL and TO_URL are the same.")
    async with AsyncExitStack() as closing:
        closing.push_async_callback(source.close)
        closing.push_async_callback(target.close)
        with table_progress() as progress:
            rows = await copy_database(source, target, progress)
    say(f"Copied {sum(rows.values())} rows of {len(rows)} tables, and counted them again.")


@contextmanager
def table_progress() -> Iterator[OnProgress]:
    """A bar for each table on a terminal; elsewhere a line when a table is through."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=aside, disable=not aside.is_terminal) as bar:
        tasks = {}

        def show(table: str, rows: int, total: int) -> None:
            if table not in tasks:
                tasks[table] = bar.add_task(table, total=total)
            bar.update(tasks[table], completed=rows)
            if not aside.is_terminal and rows == total:
                say(f"{table}: {rows}")

        yield show


def _database(url: str, named: str, *, read_only: bool = False) -> Database:
    """What is wrong is not shown, for it may hold a password."""
    try:
        return Database(_URL.validate_python(url), named, read_only=read_only)
    except ValidationError:
        raise UserError(
            f"{named} is wrong: expected sqlite+aiosqlite:///PATH or postgresql+asyncpg://USER@HOST/DATABASE."
        ) from None
