import logging
import shutil
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text

from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.store import backup_files, schema
from bot.store.database import Database
from tests import make


@pytest.fixture
async def catalog(tmp_path: Path, sqlite_template: Path) -> Catalog:
    return Catalog(Database(f"sqlite+aiosqlite:///{shutil.copy(sqlite_template, tmp_path / 'talkbot.db')}"))


def backups(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if ".at-" in file.name)


async def pretend_earlier(database: Database) -> str:
    """The last migration is still to come, as far as the database says."""
    async with database.transaction() as session:
        earlier = f"{int(schema.newest_version()) - 1:04}"
        await session.execute(text("UPDATE alembic_version SET version_num = :earlier"), {"earlier": earlier})
    return earlier


@pytest.fixture
def nothing_to_migrate(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tested is what comes before."""
    monkeypatch.setattr("alembic.command.upgrade", lambda *_: None)


@pytest.mark.usefixtures("nothing_to_migrate")
async def test_backup_is_made_beside_the_file_and_the_log_says_so(
    catalog: Catalog, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await make.saved(catalog, make.talk("Kept"))
    earlier = await pretend_earlier(catalog.database)
    with caplog.at_level(logging.INFO, "bot.store.schema"):
        await schema.upgrade(catalog.database, lambda: make.NOW)
    await catalog.database.close()
    kept = f"talkbot.at-{earlier}.20261122T120000Z.db"
    assert backups(tmp_path) == [kept]
    assert str(tmp_path / kept) in caplog.text
    assert backup_files.version_in(tmp_path / kept) == earlier
    assert backup_files.holds_anything(tmp_path / kept)


@pytest.mark.usefixtures("nothing_to_migrate")
async def test_last_three_backups_are_kept(catalog: Catalog, tmp_path: Path) -> None:
    await make.saved(catalog, make.talk("Kept"))
    earlier = await pretend_earlier(catalog.database)
    (tmp_path / "talkbot-of-another-kind.at-home.db").touch()
    starts = iter([make.NOW + timedelta(days=days) for days in range(5)])
    for _ in range(5):
        await schema.upgrade(catalog.database, lambda: next(starts))
    await catalog.database.close()
    kept = [f"talkbot.at-{earlier}.202611{day}T120000Z.db" for day in (24, 25, 26)]
    assert backups(tmp_path) == ["talkbot-of-another-kind.at-home.db", *kept]


@pytest.mark.usefixtures("nothing_to_migrate")
async def test_database_that_holds_nothing_is_not_backed_up(catalog: Catalog, tmp_path: Path) -> None:
    await pretend_earlier(catalog.database)
    await schema.upgrade(catalog.database, lambda: make.NOW)
    await catalog.database.close()
    assert backups(tmp_path) == []


async def test_nothing_is_migrated_where_the_backup_fails(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make.saved(catalog, make.talk("Kept"))
    earlier = await pretend_earlier(catalog.database)

    def full(_source: Path, _target: Path, _given_up: Event) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup_files, "copy_of_file", full)
    with pytest.raises(UserError, match="cannot be written: No space left on device"):
        await schema.upgrade(catalog.database, lambda: make.NOW)
    assert await schema.version_of(catalog.database) == earlier
    await catalog.database.close()
    assert backups(tmp_path) == []


async def test_new_database_is_made_without_a_backup(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'new.db'}")
    assert await schema.upgrade(database)
    await database.close()
    assert backups(tmp_path) == []
