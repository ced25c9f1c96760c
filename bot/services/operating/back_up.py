from pathlib import Path

from bot.errors import UserError
from bot.services.operating.copy_database import Progress, copy_database
from bot.store import backup_files
from bot.store.database import Database
from bot.store.finishing import in_thread
from bot.store.sqlite_files import url_of


async def back_up(database: Database, file: Path, progress: Progress, *, overwrite: bool = False) -> None:
    """As the database is at one moment, while its bot goes on; the file is there when it is whole and sound.

    Of SQLite it is a copy page by page, so it may be of any version; of PostgreSQL it is written row by row.
    """
    await database.open(make_it=False)
    _require_place(file, database.file, overwrite=overwrite)
    with backup_files.written_whole(file, overwrite=overwrite) as partial:
        if database.file is not None:
            await _write_pages(database.file, partial)
        else:
            await _write_rows(database, partial, progress)


def _require_place(file: Path, source: Path | None, *, overwrite: bool) -> None:
    try:
        _require_file(file)
    except OSError as error:
        raise UserError(f"{file} cannot be written: {error.strerror or error}.") from error
    if source is not None and backup_files.is_part_of(file, source):
        raise UserError(f"{file} is part of the database itself: name another file.")
    if not overwrite:
        backup_files.require_free(file)


def _require_file(file: Path) -> None:
    """Such as there is, or as can be made."""
    if file.is_dir():
        raise UserError(f"{file} is a folder: name a file.")
    if file.exists() and not file.is_file():
        raise UserError(f"{file} is no file: name another one, for a backup takes the place of what is there.")
    there = next(folder for folder in file.absolute().parents if folder.exists())
    if not there.is_dir():
        raise UserError(f"{there} is no folder, so {file.name} cannot be made in it.")


async def _write_pages(source: Path, file: Path) -> None:
    await in_thread(lambda given_up: backup_files.copy_of_file(source, file, given_up))


async def _write_rows(database: Database, file: Path, progress: Progress) -> None:
    backup = Database(url_of(file), "FILE")
    try:
        await copy_database(database, backup, progress)
    finally:
        await backup.close()
    await in_thread(lambda given_up: backup_files.settle(file, given_up))
