"""A file of SQLite is found under whatever name the system takes."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.glancing import FileGlance
from bot.store.sqlite_files import opened_file, opened_to_read

NAMES = ["own.db", "my own.db", "50%25?#&.db", "größer.db"]


@pytest.fixture(params=["/", "//"], ids=["one", "two"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Two slashes at the beginning are as good as one."""
    return Path(f"{request.param}{str(tmp_path).lstrip('/')}")


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_file_is_opened_whatever_its_name(folder: Path, sqlite_template: Path, name: str) -> None:
    file = Path(shutil.copy(sqlite_template, folder / name))
    for opened in opened_file, opened_to_read:
        with closing(opened(file)) as connection:
            assert connection.execute("SELECT count(*) FROM talks").fetchone() == (0,)
    with closing(FileGlance(file)) as glance:
        assert glance.revisions(0, 1) == (0, 0)


async def test_url_with_two_slashes_is_understood(folder: Path, sqlite_template: Path) -> None:
    file = shutil.copy(sqlite_template, folder / "own.db")
    database = Database(f"sqlite+aiosqlite:///{file}", read_only=True)
    await database.open()
    await database.close()
