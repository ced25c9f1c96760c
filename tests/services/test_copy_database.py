"""Between SQLite and PostgreSQL, in both directions where both are there."""

import asyncio
import re
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text

from bot.domain.catalog import SHARED
from bot.domain.lookups import TalkSearch
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.finding.find_talks import find_talks
from bot.services.operating.copy_database import copy_database
from bot.store import schema
from bot.store.database import Database
from tests import make
from tests.earlier import make_earlier_in
from tests.full_tables import ROWS, TABLE_MODULES, contents, fill, tables

COPY_AND_HANG = """
import asyncio, sys
from bot.services.operating.copy_database import copy_database
from bot.store.database import Database

def hang(table, rows, total):
    if table == "talks":
        print("talks are written", flush=True)
        sys.stdin.read()

asyncio.run(copy_database(Database(sys.argv[1]), Database(sys.argv[2]), hang))
"""


def silent(_table: str, _rows: int, _total: int) -> None:
    pass


@pytest.fixture
async def sqlite(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Database]:
    """The other of the two databases that a test copies between: empty, and always of SQLite."""
    database = Database(f"sqlite+aiosqlite:///{shutil.copy(sqlite_template, tmp_path / 'other.db')}", "OTHER")
    yield database
    await database.close()


async def rows_in(database: Database) -> int:
    return sum(map(len, (await contents(database)).values()))


def test_every_module_of_tables_is_named_among_all_tables() -> None:
    named = (Path(schema.__file__).parent / "all_tables.py").read_text()
    assert [module for module in TABLE_MODULES if not re.search(rf"\b{module}\b,", named)] == []


async def test_every_table_arrives_as_it_was(database: Database, sqlite: Database) -> None:
    await fill(database)
    rows = await copy_database(database, sqlite, silent)
    assert rows == {table.name: ROWS for table in tables()}
    assert await contents(sqlite) == await contents(database)


async def test_every_table_arrives_from_sqlite_as_it_was(database: Database, sqlite: Database) -> None:
    await fill(sqlite)
    await copy_database(sqlite, database, silent)
    assert await contents(database) == await contents(sqlite)


async def test_there_and_back_is_the_same(database: Database, sqlite: Database, sqlite_template: Path) -> None:
    assert sqlite.file is not None
    await fill(sqlite)
    await copy_database(sqlite, database, silent)
    back = Database(f"sqlite+aiosqlite:///{shutil.copy(sqlite_template, sqlite.file.with_name('back.db'))}")
    await copy_database(database, back, silent)
    assert await contents(back) == await contents(sqlite)
    await back.close()


async def test_copy_finds_what_the_original_finds(seeded: Catalog, sqlite: Database) -> None:
    await copy_database(seeded.database, sqlite, silent)
    answers = [await find_talks(catalog, TalkSearch("netwroking"), SHARED) for catalog in (seeded, Catalog(sqlite))]
    assert answers[0] == answers[1]


async def test_id_of_a_removed_talk_is_not_given_again(database: Database, sqlite: Database) -> None:
    plan = await make.saved(Catalog(database), make.talk("First"), make.talk("Second"))
    assert plan is not None
    async with database.transaction() as session:
        last = await session.scalar(text("SELECT max(id) FROM talks"))
        await session.execute(text("DELETE FROM talks WHERE title = 'Second'"))
    await copy_database(database, sqlite, silent)
    await make.saved(Catalog(sqlite), make.talk("First"), make.talk("Third"))
    async with sqlite.reading() as session:
        assert await session.scalar(text("SELECT id FROM talks WHERE title = 'Third'")) > last


async def test_postgres_goes_on_with_the_ids_that_sqlite_gave(database: Database, sqlite: Database) -> None:
    await make.saved(Catalog(sqlite), make.talk("First"), make.talk("Second"))
    async with sqlite.transaction() as session:
        last = await session.scalar(text("SELECT max(id) FROM talks"))
        await session.execute(text("DELETE FROM talks WHERE title = 'Second'"))
    await copy_database(sqlite, database, silent)
    await make.saved(Catalog(database), make.talk("First"), make.talk("Third"))
    async with database.reading() as session:
        assert await session.scalar(text("SELECT id FROM talks WHERE title = 'Third'")) > last


async def test_database_without_tables_gets_them(sqlite: Database, tmp_path: Path) -> None:
    await fill(sqlite)
    fresh = Database(f"sqlite+aiosqlite:///{tmp_path / 'new folder' / 'fresh.db'}")
    await copy_database(sqlite, fresh, silent)
    assert await contents(fresh) == await contents(sqlite)
    await fresh.close()


async def test_target_that_holds_anything_is_refused_and_left_alone(database: Database, sqlite: Database) -> None:
    await make.saved(Catalog(database), make.talk("Mine"))
    before = await contents(database)
    await fill(sqlite)
    with pytest.raises(UserError, match=r"names is not empty: catalog_changes \(1\), catalog_revisions \(1\), "):
        await copy_database(sqlite, database, silent)
    assert await contents(database) == before


async def test_earlier_target_that_holds_anything_is_left_at_its_version(
    empty_database: Database, sqlite: Database
) -> None:
    """The earlier bot that lives there goes on."""
    await make_earlier_in(empty_database)
    await fill(sqlite)
    with pytest.raises(UserError, match=r"names is not empty: events \(1\)\. Nothing was copied"):
        await copy_database(sqlite, empty_database, silent)
    assert await schema.version_of(empty_database) == "0001"


async def test_earlier_target_that_is_empty_takes_the_copy(empty_database: Database, sqlite: Database) -> None:
    await make_earlier_in(empty_database)
    async with empty_database.transaction() as session:
        await session.execute(text("DELETE FROM events"))
    await fill(sqlite)
    await copy_database(sqlite, empty_database, silent)
    assert await contents(empty_database) == await contents(sqlite)


async def test_target_with_tables_of_something_else_is_refused(sqlite: Database, tmp_path: Path) -> None:
    other = Database(f"sqlite+aiosqlite:///{tmp_path / 'shop.db'}", "TO_URL")
    async with other.transaction() as session:
        await session.execute(text("CREATE TABLE customers (id INTEGER)"))
    with pytest.raises(UserError, match="TO_URL names holds tables of something else: customers"):
        await copy_database(sqlite, other, silent)
    await other.close()


@pytest.mark.parametrize(("version", "advice"), [("0001", "talkbot db upgrade"), ("9999", "use the newer bot")])
async def test_source_of_another_version_is_refused(
    database: Database, sqlite: Database, version: str, advice: str
) -> None:
    async with sqlite.transaction() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    with pytest.raises(UserError, match=f"OTHER names is at version {version}.*{advice}"):
        await copy_database(sqlite, database, silent)


async def test_source_that_is_not_there_is_named_and_not_made(database: Database, tmp_path: Path) -> None:
    missing = Database(f"sqlite+aiosqlite:///{tmp_path / 'mistyped' / 'missing.db'}", "FROM_URL")
    with pytest.raises(UserError, match="FROM_URL names is not there"):
        await copy_database(missing, database, silent)
    assert not (tmp_path / "mistyped").exists()


async def test_what_is_written_while_it_copies_is_left_out_whole(database: Database, sqlite: Database) -> None:
    """Several statements read the source; all see it as it was when the first began."""
    catalog = Catalog(database)
    await make.saved(catalog, *(make.talk(f"Talk {number}") for number in range(20)))
    before = await contents(database)
    writing: list[asyncio.Task[object]] = []

    async def write_on() -> None:
        await make.saved(catalog, make.talk("Meanwhile"), of=make.event("Another Conf"), location="another.yaml")

    def begin_writing(table: str, _rows: int, _total: int) -> None:
        if table == "events":
            writing.append(asyncio.create_task(write_on()))

    await copy_database(database, sqlite, begin_writing)
    await asyncio.gather(*writing)
    assert await contents(sqlite) == before
    assert await rows_in(database) > await rows_in(sqlite)


async def killed_midway(source: str, target: str) -> None:
    copying = await asyncio.create_subprocess_exec(
        sys.executable, "-c", COPY_AND_HANG, source, target,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert copying.stdout is not None
    assert await copying.stdout.readline() == b"talks are written\n"
    copying.kill()
    await copying.wait()


async def test_target_is_empty_after_a_kill_and_takes_the_next_copy(
    database: Database, database_url: str, sqlite: Database
) -> None:
    await fill(sqlite)
    await killed_midway(f"sqlite+aiosqlite:///{sqlite.file}", database_url)
    assert await rows_in(database) == 0
    await copy_database(sqlite, database, silent)
    assert await contents(database) == await contents(sqlite)


async def test_copies_at_once_do_not_mix(database: Database, database_url: str, sqlite: Database) -> None:
    await fill(sqlite)
    targets = [Database(database_url, f"TO_{number}") for number in range(2)]
    outcomes = await asyncio.gather(
        *(copy_database(sqlite, target, silent) for target in targets), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["UserError", "dict"]
    assert await contents(database) == await contents(sqlite)
    for target in targets:
        await target.close()


@pytest.fixture
def only_postgres(database: Database) -> None:
    if database.file is not None:
        pytest.skip("SQLite takes numbers of any size")


@pytest.mark.usefixtures("only_postgres")
async def test_row_that_is_not_taken_is_named_by_its_table_and_nothing_is_copied(
    database: Database, sqlite: Database
) -> None:
    await fill(sqlite)
    async with sqlite.transaction() as session:
        await session.execute(text("UPDATE talks SET track = 'a' || char(0) || 'b' WHERE id = 2"))
    with pytest.raises(UserError, match="talks cannot be written, nothing was copied: "):
        await copy_database(sqlite, database, silent)
    assert await rows_in(database) == 0


@pytest.mark.usefixtures("only_postgres")
async def test_target_that_goes_away_is_told_in_one_line(
    database: Database, database_url: str, sqlite: Database
) -> None:
    await fill(sqlite)
    ended: list[str] = []

    def throw_out(table: str, _rows: int, _total: int) -> None:
        if not ended:
            ended.append(table)
            thread = Thread(target=lambda: asyncio.run(end_other_sessions(database_url)))
            thread.start()
            thread.join()

    with pytest.raises(UserError, match=r"cannot be written, nothing was copied: connection"):
        await copy_database(sqlite, database, throw_out)
    await database.close()
    assert await rows_in(database) == 0


async def end_other_sessions(database_url: str) -> None:
    database = Database(database_url)
    mine = "datname = current_database() AND pid <> pg_backend_pid()"
    async with database.reading() as session:
        await session.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {mine}"))
    await database.close()
