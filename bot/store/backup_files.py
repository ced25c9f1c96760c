"""Backups: one file of SQLite each, whichever database it is of, so that any can be restored into either kind."""

import glob
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event

from bot.errors import UserError
from bot.store.sqlite_files import BESIDE, STEPS_BETWEEN_LOOKS, opened_file, opened_to_read
from bot.store.workplaces import workplace

_BEFORE_MIGRATIONS_KEPT = 3
_PAGES_AT_ONCE = 1_000
# No database at all; no such table; a table without what a bot writes there, of which SQLite has no error.
_SAYS_IT_IS_ANOTHER = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, None}


@contextmanager
def written_whole(file: Path, *, overwrite: bool = True) -> Iterator[Path]:
    """A new file, for the eyes of its owner alone, that takes its place when all went well.

    Raise UserError where it cannot be written, and where something came there meanwhile that it must not overwrite.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with workplace(file.parent) as place:
            partial = place / "partial.db"
            partial.touch(mode=0o600, exist_ok=False)
            yield partial
            _sync(partial)
            if not overwrite:
                require_free(file)
            partial.replace(file)
        _sync(file.parent)
    except OSError as error:
        raise UserError(f"{file} cannot be written: {error.strerror or error}.") from error


def require_free(file: Path) -> None:
    if file.exists():
        raise UserError(f"{file} is there already: name another file, or overwrite it with --force.")


def copy_of_file(source: Path, target: Path, given_up: Event) -> None:
    """As it is at one moment, while others write to it. Raise UserError where the copy is not sound."""
    try:
        with closing(opened_to_read(source)) as reading, closing(sqlite3.connect(target)) as writing:
            # One look for all steps: between two that see different things, SQLite begins the copy anew.
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
            reading.backup(writing, pages=_PAGES_AT_ONCE, progress=_interrupting(given_up))
        settle(target, given_up)
    except sqlite3.Error as error:
        raise UserError(f"No sound copy can be made of {source}: {error}.") from error


def _interrupting(given_up: Event) -> Callable[[int, int, int], None]:
    def look(_status: int, _remaining: int, _total: int) -> None:
        if given_up.is_set():
            raise sqlite3.OperationalError("interrupted")

    return look


def settle(file: Path, given_up: Event) -> None:
    """Check it, and leave all of it in the one file. Raise sqlite3.Error where it is not sound."""
    with closing(opened_file(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        connection.set_progress_handler(given_up.is_set, STEPS_BETWEEN_LOOKS)
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(f"it is damaged: {verdict.splitlines()[-1]}")


def version_in(file: Path) -> str:
    """Raise UserError where it is no database of Talkbot's, or cannot be read."""
    if not file.is_file():
        raise UserError(f"There is no file {file}.")
    # Of that SQLite says only that it is unable to open it.
    if not os.access(file, os.R_OK):
        raise UserError(f"{file} cannot be read by the user that asks.")
    try:
        with closing(opened_to_read(file)) as connection:
            connection.execute("SELECT id FROM events LIMIT 1")
            (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, TypeError) as error:
        if getattr(error, "sqlite_errorcode", None) in _SAYS_IT_IS_ANOTHER:
            raise UserError(f"{file} is no backup of Talkbot's.") from error
        raise UserError(f"{file} cannot be read: {error}.") from error
    return str(version)


def holds_anything(file: Path) -> bool:
    """What cannot be read counts as something."""
    try:
        return _holds_rows(file)
    except sqlite3.Error:
        return True


def _holds_rows(file: Path) -> bool:
    with closing(opened_to_read(file)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        names = [name for (name,) in tables if name != "alembic_version" and not name.startswith("sqlite_")]
        return any(connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() for name in names)  # noqa: S608  names of its own


def last_ids(file: Path) -> dict[str, int]:
    """Those that were ever given; none where the file cannot be read."""
    try:
        with closing(opened_to_read(file)) as connection:
            return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    except sqlite3.Error:
        return {}


def keep_before_migration(file: Path, version: str, now: datetime, given_up: Event) -> Path | None:
    """A backup beside a database that is about to be changed; None where it holds nothing. The last few are kept."""
    if not _holds_rows(file):
        return None
    kept = file.with_name(f"{file.stem}.at-{version}.{now:%Y%m%dT%H%M%SZ}{file.suffix}")
    with written_whole(kept) as partial:
        copy_of_file(file, partial, given_up)
    pattern = f"{glob.escape(file.stem)}.at-*.*{glob.escape(file.suffix)}"
    earlier = sorted(file.parent.glob(pattern), key=_time_in_name)
    for old in earlier[:-_BEFORE_MIGRATIONS_KEPT]:
        old.unlink(missing_ok=True)
    return kept


def is_part_of(file: Path, database: Path) -> bool:
    """Whether it is the file of the database, or one of those that SQLite keeps beside it."""
    whole = os.path.realpath(database)
    return os.path.realpath(file) in {whole + suffix for suffix in ("", *BESIDE)}


def _time_in_name(file: Path) -> str:
    return file.stem.rpartition(".")[2]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
