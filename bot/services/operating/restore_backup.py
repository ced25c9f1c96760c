import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.errors import UserError
from bot.services.operating.copy_database import Progress, copy_database
from bot.store import backup_files, copying, fellows, numbering, restored_files, restoring, schema
from bot.store.database import Database
from bot.store.finishing import in_thread
from bot.store.sqlite_files import url_of
from bot.store.trouble import told_plainly
from bot.store.workplaces import workplace

_NOT_RESTORED = "It did not work out, and nothing was restored"


async def holds_anything(database: Database) -> bool:
    """Whether a restore would replace something. What cannot be read counts as something."""
    if database.file is not None:
        return database.file.exists() and await asyncio.to_thread(backup_files.holds_anything, database.file)
    await database.open()
    version = await schema.version_of(database)
    if version is None:
        return bool(await schema.foreign_tables(database))
    if version != schema.newest_version():
        return True
    async with database.reading() as session:
        return any((await copying.counts(session)).values())


async def restore_backup(
    file: Path, database: Database, progress: Progress, *, now: datetime, replace: bool = False
) -> Path | None:
    """Where the SQLite file that stood there before is kept, if there was one.

    A backup of an earlier version is brought up to date; the file itself stays as it is. Raise UserError where a bot
    runs on the database.
    """
    with told_plainly(_NOT_RESTORED):
        _require_restorable(file)
    await _require_nobody_at_work(database)
    if not replace and await holds_anything(database):
        raise UserError(
            f"The database that {database.named} names is not empty: --replace puts the backup in its place."
        )
    target = None if database.file is None else restored_files.followed(database.file)
    with told_plainly(_NOT_RESTORED):
        async with _ready_copy(file, target, now) as ready:
            if target is None:
                await _require_nobody_at_work(database)
                await _write_rows(ready, database, progress, replace=replace)
                return None
            await database.close()
            return await _put_in_place(ready, target, now)


def _require_restorable(file: Path) -> None:
    version, newest = backup_files.version_in(file), schema.newest_version()
    if version > newest:
        raise UserError(f"{file} is of version {version}, newer than this bot knows ({newest}): use the newer bot.")


async def _put_in_place(ready: Path, target: Path, now: datetime) -> Path | None:
    return await in_thread(lambda _given_up: restored_files.put_in_place(ready, target, now))


async def _require_nobody_at_work(database: Database) -> None:
    """In PostgreSQL; a file of SQLite that is in use is not replaced."""
    if database.file is not None:
        return
    await database.open()
    if sessions := await fellows.sessions_at_work(database):
        raise UserError(
            f"The database that {database.named} names is in use (by its sessions {', '.join(map(str, sessions))}): "
            "stop the bot first. Nothing was changed."
        )


@asynccontextmanager
async def _ready_copy(file: Path, target: Path | None, now: datetime) -> AsyncIterator[Path]:
    """A sound copy at this bot's version: beside the target, for there it can take its place in one step."""
    folder = _folder_to_work_in(file) if target is None else target.parent
    folder.mkdir(parents=True, exist_ok=True)
    with workplace(folder) as place:
        ready = place / "ready.db"
        await in_thread(lambda given_up: backup_files.copy_of_file(file, ready, given_up))
        database = Database(url_of(ready), "FILE")
        try:
            await schema.upgrade(database, keep_backup=False)
            await _make_ready(database, target, now)
        finally:
            await database.close()
        await in_thread(lambda given_up: backup_files.settle(ready, given_up))
        yield ready


def _folder_to_work_in(backup: Path) -> Path:
    """Beside it, where there is room for as much: the temporary folder may be in memory, so it is the second choice."""
    folder = restored_files.followed(backup).parent
    return folder if os.access(folder, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())


async def _make_ready(database: Database, replaced: Path | None, now: datetime) -> None:
    """An old menu must not open a new talk, so no id is given again that the file which is replaced gave."""
    given = {} if replaced is None else await in_thread(lambda _given_up: backup_files.last_ids(replaced))
    async with database.transaction() as session:
        await numbering.go_on_from(session, await numbering.last_ids(session), given)
        await restoring.leave_to_people(session, now)


async def _write_rows(ready: Path, database: Database, progress: Progress, *, replace: bool) -> None:
    backup = Database(url_of(ready), "FILE")
    try:
        await copy_database(backup, database, progress, replace=replace)
    finally:
        await backup.close()
