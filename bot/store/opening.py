"""Why a database cannot be opened, in one line that names the setting, and whether that may pass."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from ssl import SSLCertVerificationError

from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.errors import PassingError, UserError
from bot.store.sqlite_files import opened_to_read
from bot.store.trouble import is_locked

_SECONDS_TO_LOOK = 1.0

# PostgreSQL's classes of errors: the connection broke; too many connections, no room; it starts or ends.
_PASSING_STATES = ("08", "53", "57P")


@contextmanager
def explaining(named: str) -> Iterator[None]:
    """The URL is not shown, for it may hold a password; nor is what the libraries say of it.

    Raise PassingError where it may open later, and UserError where a person has to do something about it.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        kind = PassingError if _may_pass(error) else UserError
        raise kind(f"The database that {named} names cannot be opened: {_said_by(error)}.") from error
    except ModuleNotFoundError as error:
        raise UserError(f"{named} names PostgreSQL: install Talkbot with its extra `postgresql`.") from error
    # TypeError: the URL has a parameter that the driver does not know.
    except (ArgumentError, ValueError, OverflowError, TypeError) as error:
        raise UserError(f"{named} is wrong: it cannot be understood as an address of a database.") from error


def look_into(file: str, *, read_only: bool) -> None:
    """A connection of the asynchronous driver that fails leaves a thread behind, so the plain one looks first.

    It waits for a moment only, for nothing can end it meanwhile.
    """
    if read_only:
        with closing(opened_to_read(Path(file), _SECONDS_TO_LOOK)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
        return
    make_folder_of(file)
    with closing(sqlite3.connect(file, timeout=_SECONDS_TO_LOOK)) as connection:
        connection.execute("PRAGMA schema_version").fetchone()
        connection.execute("PRAGMA journal_mode=WAL").fetchone()


def make_folder_of(file: str) -> None:
    if file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)


def _may_pass(error: Exception) -> bool:
    if isinstance(error, DBAPIError) and error.orig is not None:
        return is_locked(error.orig) or str(getattr(error.orig, "sqlstate", "")).startswith(_PASSING_STATES)
    if isinstance(error, OSError):
        # What names a file is no trouble of a network's.
        return error.filename is None and not isinstance(error, PermissionError | SSLCertVerificationError)
    return is_locked(error)


def _said_by(error: Exception) -> str:
    if isinstance(error, OSError):
        silent = isinstance(error, TimeoutError) and not str(error)
        return "it does not answer" if silent else str(error.strerror or error)
    return str(getattr(error, "orig", None) or error)
