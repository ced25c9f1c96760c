"""What a database or a disk says of its trouble, in one line for an operator."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFreeError

from bot.errors import CutOffError, PassingError, UserError

_LONGEST_REASON = 200

AWAY = "My database was away for a moment. Try again in a few seconds."
BUSY = "My database is busy at the moment. Try again in a few seconds."
_TOO_LONG = "That took too long, so I stopped. Try again in a minute, or ask for less at once."
_QUERY_CANCELED = "57014"
# Of a code of SQLite's; what stands above it is the kind of the same trouble.
_BASIC = 0xFF


@contextmanager
def told_plainly(trouble: str) -> Iterator[None]:
    """`trouble` says what did not work out and what became of it; the reason stands behind it."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise UserError(f"{trouble}: {reason_of(error)}.") from error


@contextmanager
def passing_trouble_told() -> Iterator[None]:
    """What may be well the next time is told to people; whatever else is a bug."""
    try:
        yield
    except DBAPIError as error:
        if error.connection_invalidated:
            raise CutOffError(AWAY) from error
        if error.orig is not None and is_locked(error.orig):
            raise PassingError(BUSY) from error
        if _took_too_long(error):
            raise PassingError(_TOO_LONG) from error
        raise
    except NoConnectionFreeError as error:
        raise PassingError(BUSY) from error


def is_locked(error: BaseException) -> bool:
    """Another process has the file of SQLite, so that trying again may help."""
    code = getattr(error, "sqlite_errorcode", None)
    # What another one overtook stays behind for as long as its transaction lasts.
    if code is None or code == sqlite3.SQLITE_BUSY_SNAPSHOT:
        return False
    return code & _BASIC in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _took_too_long(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) == _QUERY_CANCELED or str(error.orig) == "interrupted"


def reason_of(error: Exception) -> str:
    """Drivers put the name of a class before it, and details of the row behind it."""
    original = getattr(error, "orig", None) or error
    line = str(original).partition("\n")[0].rpartition(">: ")[2] or type(original).__name__
    return line[:_LONGEST_REASON].rstrip(".")
