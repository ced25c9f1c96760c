import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.trouble import is_locked


def trouble(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("told by SQLite")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_BUSY_RECOVERY,
        sqlite3.SQLITE_BUSY_TIMEOUT,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_LOCKED_SHAREDCACHE,
    ],
)
def test_file_is_locked_for_whatever_reason(code: int) -> None:
    assert is_locked(trouble(code))


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_READONLY_RECOVERY, sqlite3.SQLITE_IOERR_LOCK])
def test_other_trouble_is_no_lock(code: int) -> None:
    assert not is_locked(trouble(code))
    assert not is_locked(sqlite3.OperationalError("told by Python"))


def test_what_another_one_overtook_is_not_locked(sqlite_template: Path, tmp_path: Path) -> None:
    """To wait does not help it: it has to begin anew."""
    file = tmp_path / "own.db"
    file.write_bytes(sqlite_template.read_bytes())
    change = "UPDATE alembic_version SET version_num = version_num"
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as other,
        closing(sqlite3.connect(file, isolation_level=None)) as own,
    ):
        own.execute("BEGIN")
        own.execute("SELECT version_num FROM alembic_version").fetchall()
        other.execute(change)
        with pytest.raises(sqlite3.OperationalError, match="locked") as overtaken:
            own.execute(change)
    assert overtaken.value.sqlite_errorcode == sqlite3.SQLITE_BUSY_SNAPSHOT
    assert not is_locked(overtaken.value)
