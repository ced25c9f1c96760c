"""What a database or a disk says of its trouble, in one line for an operator."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import UserError

_LONGEST_REASON = 200


@contextmanager
def told_plainly(trouble: str) -> Iterator[None]:
    """`trouble` says what did not work out and what became of it; the reason stands behind it."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise UserError(f"{trouble}: {reason_of(error)}.") from error


def reason_of(error: Exception) -> str:
    """Drivers put the name of a class before it, and details of the row behind it."""
    original = getattr(error, "orig", None) or error
    line = str(original).partition("\n")[0].rpartition(">: ")[2] or type(original).__name__
    return line[:_LONGEST_REASON].rstrip(".")
