"""How a file of SQLite is opened, to be written or to be read alone; never made where it is not there."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from bot.store.trouble import is_locked

# What SQLite adds to a file's name for what it keeps beside it.
BESIDE = ("-wal", "-shm", "-journal")
SECONDS_TO_WAIT = 15.0
# Of SQLite's machine: a millisecond or two.
STEPS_BETWEEN_LOOKS = 50_000


def url_of(file: Path) -> str:
    """As it is given to a `Database`, which would take a "?" or "%" for something else."""
    return URL.create("sqlite+aiosqlite", database=str(file)).render_as_string()


def address_of(file: Path, options: str) -> str:
    """To be opened with `uri`."""
    return f"{file.absolute().as_uri()}?{options}"


def opened_file(file: Path, seconds: float = SECONDS_TO_WAIT) -> sqlite3.Connection:
    return sqlite3.connect(address_of(file, "mode=rw"), uri=True, timeout=seconds)


def opened_to_read(file: Path, seconds: float = SECONDS_TO_WAIT) -> sqlite3.Connection:
    connection = sqlite3.connect(address_to_read(file), uri=True, timeout=seconds)
    connection.execute("PRAGMA query_only=ON")
    return connection


def address_to_read(file: Path) -> str:
    """To be opened with `uri`, and told `query_only`. Nothing of the file changes, and nothing stays beside it."""
    real = Path(os.path.realpath(file))
    if real.with_name(f"{real.name}-wal").exists():
        return address_of(file, "mode=ro")
    if os.access(real, os.W_OK) and os.access(real.parent, os.W_OK):
        # Who cannot write would leave behind what SQLite puts beside a file to share it.
        return address_of(file, "mode=rw")
    return address_of(file, "mode=ro" if _can_be_shared(file) else "mode=ro&immutable=1")


def _can_be_shared(file: Path) -> bool:
    """SQLite reads some files only where it can write beside them, or is told that nobody changes them."""
    try:
        with closing(sqlite3.connect(address_of(file, "mode=ro"), uri=True, timeout=0)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        # Then somebody is changing it.
        return is_locked(error)
    return True
