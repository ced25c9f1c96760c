"""A restored file of SQLite takes the place of another, which is kept."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.errors import UserError
from bot.store.sqlite_files import BESIDE, opened_file
from bot.store.trouble import is_locked


def followed(file: Path) -> Path:
    """What a link leads to; SQLite writes beside that, too."""
    return file.resolve() if file.is_symlink() else file


def put_in_place(new: Path, file: Path, now: datetime) -> Path | None:
    """Where the file that stood there is kept, if there was one: the same people may read and write the new one.

    Raise UserError where a bot has it open, and where the new one cannot be given to whom the old one belongs.
    """
    if not file.exists():
        new.chmod(0o600)
        new.replace(file)
        return None
    _require_nobody_in(file)
    _give_to_the_same(new, file)
    kept = file.with_name(f"{file.stem}.before-restore.{now:%Y%m%dT%H%M%SZ}{file.suffix}")
    # A journal that stayed behind would be read into the new file.
    for suffix in BESIDE:
        rest = file.with_name(file.name + suffix)
        if rest.exists():
            rest.replace(kept.with_name(kept.name + suffix))
    _keep(file, kept)
    new.replace(file)
    return kept


def _give_to_the_same(new: Path, file: Path) -> None:
    there = file.stat()
    try:
        if (new.stat().st_uid, new.stat().st_gid) != (there.st_uid, there.st_gid):
            os.chown(new, there.st_uid, there.st_gid)
    except PermissionError as error:
        raise UserError(
            f"{file} belongs to somebody else (user {there.st_uid}, group {there.st_gid}): restore as that user, or as "
            "root. Nothing was changed."
        ) from error
    new.chmod(stat.S_IMODE(there.st_mode))


def _keep(file: Path, kept: Path) -> None:
    """At no moment is there no database, except where the file system knows no links."""
    try:
        kept.hardlink_to(file)
    except OSError:
        file.replace(kept)


def _require_nobody_in(file: Path) -> None:
    """SQLite leaves the mode in which a bot works only where nobody else has the file open."""
    try:
        with closing(opened_file(file, seconds=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if is_locked(error):
            raise UserError(f"{file} is in use: stop the bot first. Nothing was changed.") from error
    except sqlite3.DatabaseError:
        # What is damaged is the very thing to be replaced.
        return
