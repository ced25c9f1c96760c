"""Backups of either kind of database, restored into either kind."""

import asyncio
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.catalog import SHARED
from bot.domain.history import OPERATOR
from bot.domain.lookups import TalkSearch
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.changes.remove_from_catalog import remove_talk
from bot.services.finding.find_talks import find_talks
from bot.services.operating.back_up import back_up
from bot.services.operating.restore_backup import restore_backup
from bot.store import backup_files, schema
from bot.store.database import Database
from bot.store.sqlite_files import url_of
from tests import make
from tests.conftest import on_postgresql
from tests.earlier import make_earlier
from tests.full_tables import NOON, contents, fill
from tests.hearing import hearing_process
from tests.services.test_copy_database import silent
from tests.waiting import until


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@asynccontextmanager
async def opened(file: Path) -> AsyncIterator[Database]:
    database = Database(url_of(file))
    yield database
    await database.close()


async def test_backup_holds_everything_and_is_one_file(database: Database, tmp_path: Path) -> None:
    await fill(database)
    await back_up(database, tmp_path / "backups" / "first.db", silent)
    assert names(tmp_path / "backups") == ["first.db"]
    assert stat.S_IMODE((tmp_path / "backups" / "first.db").stat().st_mode) == 0o600
    async with opened(tmp_path / "backups" / "first.db") as backup:
        assert await contents(backup) == await contents(database)


async def fill_with_what_is_over(database: Database) -> None:
    """What is under way does not come back as it was."""
    await fill(database)
    async with database.transaction() as session:
        await session.execute(text("UPDATE recap_posts SET finished_at = created_at"))


async def test_backup_is_restored_where_there_is_nothing(database: Database, tmp_path: Path) -> None:
    await fill_with_what_is_over(database)
    before = await contents(database)
    await back_up(database, tmp_path / "backup.db", silent)
    content = (tmp_path / "backup.db").read_bytes()
    async with opened(tmp_path / "new folder" / "other.db") as other:
        assert await restore_backup(tmp_path / "backup.db", other, silent, now=make.NOW) is None
        assert await contents(other) == before
    assert (tmp_path / "backup.db").read_bytes() == content
    assert names(tmp_path / "new folder") == ["other.db"]


async def test_backup_of_sqlite_is_restored_into_either(
    database: Database, sqlite_template: Path, tmp_path: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "small.db")
    async with opened(tmp_path / "small.db") as small:
        await fill_with_what_is_over(small)
        await back_up(small, tmp_path / "backup.db", silent)
        await restore_backup(tmp_path / "backup.db", database, silent, now=make.NOW)
        assert await contents(database) == await contents(small)


async def test_backup_while_others_write_is_of_one_moment(database: Database, tmp_path: Path) -> None:
    """Each import adds talks with their search segment in one transaction; a backup never holds half of one."""
    catalog = Catalog(database)
    done = asyncio.Event()

    async def write_on() -> None:
        for number in range(1_000):
            if done.is_set():
                return
            talks = (make.talk(f"Talk {number}.{one}") for one in range(5))
            await make.saved(catalog, *talks, of=make.event(f"Conf {number}"), location=f"{number}.yaml")

    writing = asyncio.create_task(write_on())
    await make.saved(catalog, make.talk("First"))
    for number in range(3):
        await back_up(database, tmp_path / f"{number}.db", silent)
    done.set()
    await writing
    for number in range(3):
        async with opened(tmp_path / f"{number}.db") as backup:
            assert await half_imports(backup) == 0
    assert await talks_in(tmp_path / "0.db") <= await talks_in(tmp_path / "2.db") < await count(database, "talks")


async def half_imports(database: Database) -> int:
    whole = "SELECT count(*) FROM events e WHERE (SELECT count(*) FROM talks t WHERE t.event_id = e.id) NOT IN (1, 5)"
    indexed = "SELECT count(*) FROM events WHERE id NOT IN (SELECT event_id FROM search_segments)"
    async with database.reading() as session:
        return sum([await session.scalar(text(query)) for query in (whole, indexed)])


async def count(database: Database, table: str) -> int:
    async with database.reading() as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {table}")))


async def talks_in(file: Path) -> int:
    async with opened(file) as database:
        return await count(database, "talks")


async def test_file_that_is_there_is_overwritten_only_on_demand(seeded: Catalog, tmp_path: Path) -> None:
    file = tmp_path / "mine.db"
    file.write_text("a letter")
    with pytest.raises(UserError, match=r"is there already: name another file, or overwrite it with --force"):
        await back_up(seeded.database, file, silent)
    assert file.read_text() == "a letter"
    await back_up(seeded.database, file, silent, overwrite=True)
    async with opened(file) as backup:
        assert await count(backup, "talks") == 9


async def test_file_that_came_meanwhile_is_not_overwritten(
    seeded: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backups" / "first.db"
    settle = backup_files.settle

    def somebody_writes_there(partial: Path, given_up: Event) -> None:
        settle(partial, given_up)
        file.write_text("a letter")

    monkeypatch.setattr(backup_files, "settle", somebody_writes_there)
    with pytest.raises(UserError, match=r"first\.db is there already: name another file"):
        await back_up(seeded.database, file, silent)
    assert names(tmp_path / "backups") == ["first.db"]
    assert file.read_text() == "a letter"


async def test_backup_that_fails_leaves_nothing(seeded: Catalog, tmp_path: Path, sqlite_template: Path) -> None:
    damaged = Path(shutil.copy(sqlite_template, tmp_path / "damaged.db"))
    damage(damaged)
    async with opened(damaged) as database:
        with pytest.raises(UserError, match="No sound copy can be made of"):
            await back_up(database, tmp_path / "backups" / "first.db", silent)
    assert names(tmp_path / "backups") == []


def damage(file: Path) -> None:
    with file.open("r+b") as writing:
        writing.seek(3 * 4096)
        writing.write(b"\xff" * 4096 * 6)


async def test_database_is_not_its_own_backup(database: Database, tmp_path: Path) -> None:
    target = database.file or tmp_path
    with pytest.raises(UserError, match=r"is part of the database itself|is a folder"):
        await back_up(database, target, silent, overwrite=True)


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
async def test_what_sqlite_keeps_beside_a_database_is_no_place_for_a_backup(
    sqlite_template: Path, tmp_path: Path, suffix: str
) -> None:
    shutil.copy(sqlite_template, tmp_path / "talkbot.db")
    async with opened(tmp_path / "talkbot.db") as database:
        with pytest.raises(UserError, match="is part of the database itself"):
            await back_up(database, tmp_path / f"talkbot.db{suffix}", silent, overwrite=True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
async def test_only_files_are_overwritten(database: Database, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match="is no file: name another one"):
        await back_up(database, pipe, silent, overwrite=True)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("place", "trouble"),
    [
        ("letter.txt/backup.db", r"letter\.txt is no folder"),
        ("letter.txt/new/backup.db", r"letter\.txt is no folder"),
        ("x" * 300, "cannot be written: File name too long"),
    ],
)
async def test_place_that_cannot_be_is_refused(database: Database, tmp_path: Path, place: str, trouble: str) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "letter.txt").touch()
    with pytest.raises(UserError, match=trouble):
        await back_up(database, folder / place, silent)
    assert names(folder) == ["letter.txt"]


async def test_name_may_be_as_long_as_the_disk_takes(database: Database, tmp_path: Path) -> None:
    await back_up(database, tmp_path / "backups" / ("x" * 255), silent)
    assert names(tmp_path / "backups") == ["x" * 255]


async def test_folders_may_be_called_whatever_the_disk_takes(seeded: Catalog, tmp_path: Path) -> None:
    """Though in a URL such a name means something else."""
    folder = tmp_path / "mine? 50%25#"
    await back_up(seeded.database, folder / "first.db", silent)
    assert await talks_in(folder / "first.db") == 9
    async with opened(folder / "other.db") as other:
        await restore_backup(folder / "first.db", other, silent, now=make.NOW)
        assert await count(other, "talks") == 9
    await restore_backup(folder / "first.db", seeded.database, silent, now=make.NOW, replace=True)
    assert await count(seeded.database, "talks") == 9
    assert names(folder) == ["first.db", "other.db"]
    assert not (tmp_path / "mine").exists()


async def test_backup_with_a_name_that_cannot_be_is_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"nothing was restored: .*File name too long"):
        await restore_backup(tmp_path / ("x" * 300), database, silent, now=make.NOW)


async def test_database_that_holds_anything_is_replaced_only_on_demand(seeded: Catalog, tmp_path: Path) -> None:
    await back_up(seeded.database, tmp_path / "backup.db", silent)
    await make.saved(seeded, make.talk("Later"))
    before = await contents(seeded.database)
    with pytest.raises(UserError, match="is not empty: --replace"):
        await restore_backup(tmp_path / "backup.db", seeded.database, silent, now=make.NOW)
    assert await contents(seeded.database) == before


async def test_replaced_database_is_as_it_was_and_the_other_is_kept(seeded: Catalog, tmp_path: Path) -> None:
    await back_up(seeded.database, tmp_path / "backup.db", silent)
    await make.saved(seeded, make.talk("Later"))
    replaced = await contents(seeded.database)
    kept = await restore_backup(tmp_path / "backup.db", seeded.database, silent, now=make.NOW, replace=True)
    assert await count(seeded.database, "talks") == 9
    assert kept == (seeded.database.file and tmp_path / "talkbot.before-restore.20261122T120000Z.db")
    if kept is not None:
        async with opened(kept) as old:
            assert await contents(old) == replaced


async def test_bot_that_runs_on_postgres_finds_what_was_restored(seeded: Catalog, tmp_path: Path) -> None:
    """Even though the counter that tells of changes stood higher before."""
    wanted = TalkSearch("zymurgy")
    await make.saved(seeded, make.talk("Zymurgy at home"))
    before = await find_talks(seeded, wanted, SHARED)
    await back_up(seeded.database, tmp_path / "backup.db", silent)
    await remove_talk(seeded, await newest_id(seeded.database), guild_id=None, actor=OPERATOR, now=make.NOW)
    assert await find_talks(seeded, wanted, SHARED) != before
    await restore_backup(tmp_path / "backup.db", seeded.database, silent, now=make.NOW, replace=True)
    running = seeded if seeded.database.file is None else Catalog(seeded.database)
    assert await find_talks(running, wanted, SHARED) == before


async def test_what_may_have_gone_out_since_is_not_sent_again(database: Database, tmp_path: Path) -> None:
    """Of what full_tables.py fills in, each occurrence is due a day after the one before."""
    await fill(database)
    async with database.transaction() as session:
        await session.execute(text("UPDATE announcements SET state = 'active'"))
        await session.execute(text("UPDATE occurrences SET state = 'waiting', untold = false"))
        await session.execute(text("UPDATE recap_posts SET halted_because = NULL"))
    await back_up(database, tmp_path / "backup.db", silent)
    two_are_due = NOON + timedelta(days=2)
    await restore_backup(tmp_path / "backup.db", database, silent, now=two_are_due, replace=True)
    async with database.reading() as session:
        states = (await session.execute(text("SELECT state, untold FROM occurrences ORDER BY id"))).all()
        halted = await session.scalars(text("SELECT halted_because FROM recap_posts ORDER BY id"))
        assert [(state, bool(untold)) for state, untold in states] == [
            ("missed", True),
            ("missed", True),
            ("waiting", False),
        ]
        assert [why is not None for why in halted] == [True, False, False]


async def test_no_id_is_given_again_after_a_restore(seeded: Catalog, tmp_path: Path) -> None:
    """An old menu would open another talk than it says."""
    await back_up(seeded.database, tmp_path / "backup.db", silent)
    await make.saved(seeded, make.talk("Gone with the restore"))
    last = await newest_id(seeded.database)
    await restore_backup(tmp_path / "backup.db", seeded.database, silent, now=make.NOW, replace=True)
    await make.saved(seeded, make.talk("New"))
    assert await newest_id(seeded.database) == last + 1


async def newest_id(database: Database) -> int:
    async with database.reading() as session:
        return int(await session.scalar(text("SELECT max(id) FROM talks")))


@on_postgresql
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_restore_goes_through_between_those_who_write(seeded: Catalog, tmp_path: Path) -> None:
    """A file of SQLite that is in use is not replaced."""
    await back_up(seeded.database, tmp_path / "backup.db", silent)
    done = asyncio.Event()

    async def write_on(writer: int) -> None:
        for number in range(1_000):
            if done.is_set():
                return
            # Who writes may be told that it got in the way, and tries again later.
            with suppress(DBAPIError):
                name = f"Conf {writer} {number}"
                await make.saved(seeded, make.talk(name), of=make.event(name), location=f"{name}.yaml")

    async def they_wrote_some() -> bool:
        return await count(seeded.database, "events") >= 10

    writing = [asyncio.create_task(write_on(writer)) for writer in range(4)]
    await until(they_wrote_some)
    await restore_backup(tmp_path / "backup.db", seeded.database, silent, now=make.NOW, replace=True)
    done.set()
    await asyncio.gather(*writing)
    async with seeded.database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM events WHERE name LIKE '%Conf % 0'")) == 0
        assert await session.scalar(text("SELECT count(*) FROM events WHERE name LIKE 'KubeCon%'")) == 1


async def test_sqlite_file_in_use_is_not_replaced(sqlite_template: Path, tmp_path: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "backup.db")
    shutil.copy(sqlite_template, tmp_path / "talkbot.db")
    async with opened(tmp_path / "talkbot.db") as running, opened(tmp_path / "talkbot.db") as database:
        assert await count(running, "talks") == 0
        with pytest.raises(UserError, match="is in use: stop the bot first"):
            await restore_backup(tmp_path / "backup.db", database, silent, now=make.NOW, replace=True)
    assert names(tmp_path) == ["backup.db", "talkbot.db"]


@on_postgresql
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_postgres_is_not_restored_under_a_process_that_runs(
    database: Database, database_url: str, sqlite_template: Path
) -> None:
    async with hearing_process(database_url):
        with pytest.raises(UserError, match=r"names is in use \(by its sessions \d+\): stop the bot first"):
            await restore_backup(sqlite_template, database, silent, now=make.NOW, replace=True)
    await restore_backup(sqlite_template, database, silent, now=make.NOW, replace=True)


@pytest.fixture
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


@pytest.fixture
async def backup(seeded: Catalog, tmp_path: Path) -> Path:
    """In a folder of its own."""
    await back_up(seeded.database, tmp_path / "backups" / "first.db", silent)
    return tmp_path / "backups" / "first.db"


async def folders_worked_in(backup: Path, database: Database, home: Path) -> set[Path]:
    """Those in `home` that have the copy of the backup while its rows are written."""
    found: set[Path] = set()

    def look(*_: object) -> None:
        found.update(copy.parents[1] for copy in home.rglob("ready.db"))

    await restore_backup(backup, database, look, now=make.NOW, replace=True)
    return found


@on_postgresql
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("temporary_folder")
async def test_backup_is_made_ready_for_postgres_beside_it(backup: Path, database: Database, tmp_path: Path) -> None:
    """For the temporary folder may be in memory."""
    assert await folders_worked_in(backup, database, tmp_path) == {backup.parent}
    link = tmp_path / "link.db"
    link.symlink_to("backups/first.db")
    assert await folders_worked_in(link, database, tmp_path) == {backup.parent}
    assert names(backup.parent) == ["first.db"]


@on_postgresql
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_backup_is_made_ready_for_postgres_where_something_can_be_written(
    backup: Path, database: Database, temporary_folder: Path, tmp_path: Path
) -> None:
    backup.parent.chmod(0o555)
    if os.access(backup.parent, os.W_OK):
        pytest.skip("this user may write everywhere")
    assert await folders_worked_in(backup, database, tmp_path) == {temporary_folder}


async def test_damaged_database_is_replaced(sqlite_template: Path, tmp_path: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "backup.db")
    (tmp_path / "talkbot.db").write_bytes(b"not at all " * 1_000)
    async with opened(tmp_path / "talkbot.db") as database:
        await restore_backup(tmp_path / "backup.db", database, silent, now=make.NOW, replace=True)
        assert await count(database, "talks") == 0


def copied(template: Path, file: Path, mode: int) -> Path:
    shutil.copy(template, file)
    file.chmod(mode)
    return file


def mode_of(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def owner_of(file: Path) -> tuple[int, int]:
    return file.stat().st_uid, file.stat().st_gid


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
async def test_restored_file_is_for_those_that_the_one_before_was_for(
    sqlite_template: Path, tmp_path: Path, mode: int
) -> None:
    shutil.copy(sqlite_template, tmp_path / "backup.db")
    file = copied(sqlite_template, tmp_path / "talkbot.db", mode)
    async with opened(file) as database:
        kept = await restore_backup(tmp_path / "backup.db", database, silent, now=make.NOW, replace=True)
    assert kept is not None
    assert (mode_of(file), mode_of(kept)) == (mode, mode)


async def test_restored_file_is_for_its_owner_alone_where_there_was_none(sqlite_template: Path, tmp_path: Path) -> None:
    async with opened(tmp_path / "new.db") as database:
        await restore_backup(sqlite_template, database, silent, now=make.NOW)
    assert mode_of(tmp_path / "new.db") == 0o600


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
async def test_restored_file_belongs_to_whom_the_one_before_belonged(sqlite_template: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(sqlite_template, tmp_path / "talkbot.db"))
    os.chown(file, 12345, 23456)
    async with opened(file) as database:
        await restore_backup(sqlite_template, database, silent, now=make.NOW, replace=True)
    assert owner_of(file) == (12345, 23456)


async def test_what_a_link_leads_to_is_replaced(seeded: Catalog, sqlite_template: Path, tmp_path: Path) -> None:
    await back_up(seeded.database, tmp_path / "backup.db", silent)
    (tmp_path / "disk").mkdir()
    shutil.copy(sqlite_template, tmp_path / "disk" / "real.db")
    link = tmp_path / "link.db"
    link.symlink_to("disk/real.db")
    async with opened(link) as database:
        kept = await restore_backup(tmp_path / "backup.db", database, silent, now=make.NOW, replace=True)
    assert link.is_symlink()
    assert kept == tmp_path / "disk" / "real.before-restore.20261122T120000Z.db"
    assert await talks_in(tmp_path / "disk" / "real.db") == 9


@pytest.mark.parametrize("content", [b"", b"Dear reader, " * 100])
async def test_file_that_is_no_backup_is_refused(database: Database, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "letter.txt").write_bytes(content)
    with pytest.raises(UserError, match=r"letter\.txt is no backup of Talkbot's"):
        await restore_backup(tmp_path / "letter.txt", database, silent, now=make.NOW)


async def test_damaged_backup_is_refused(database: Database, tmp_path: Path, sqlite_template: Path) -> None:
    damaged = Path(shutil.copy(sqlite_template, tmp_path / "backup.db"))
    damage(damaged)
    with pytest.raises(
        UserError, match=r"cannot be read: database disk image is malformed|No sound copy can be made of"
    ):
        await restore_backup(damaged, database, silent, now=make.NOW)


async def test_backup_of_somebody_else_is_not_said_to_be_something_else(
    database: Database, tmp_path: Path, sqlite_template: Path
) -> None:
    backup = copied(sqlite_template, tmp_path / "backup.db", 0o000)
    if os.access(backup, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(UserError, match=r"backup\.db cannot be read by the user that asks"):
        await restore_backup(backup, database, silent, now=make.NOW)


async def test_backup_of_a_newer_bot_is_refused(database: Database, tmp_path: Path, sqlite_template: Path) -> None:
    file = Path(shutil.copy(sqlite_template, tmp_path / "backup.db"))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UserError, match="is of version 9999, newer than this bot knows"):
        await restore_backup(file, database, silent, now=make.NOW)


async def test_earlier_backup_is_brought_up_to_date(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "earlier.db"
    make_earlier(file)
    content = file.read_bytes()
    await restore_backup(file, database, silent, now=make.NOW, replace=True)
    assert await schema.version_of(database) == schema.newest_version()
    assert await count(database, "events") == 1
    assert file.read_bytes() == content
    assert [name for name in names(tmp_path) if ".at-" in name] == []


async def test_database_of_another_version_counts_as_something(seeded: Catalog, tmp_path: Path) -> None:
    await back_up(seeded.database, tmp_path / "backup.db", silent)
    async with seeded.database.transaction() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    try:
        with pytest.raises(UserError, match="is not empty: --replace"):
            await restore_backup(tmp_path / "backup.db", seeded.database, silent, now=make.NOW)
    finally:
        async with seeded.database.transaction() as session:
            newest = schema.newest_version()
            await session.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": newest})
