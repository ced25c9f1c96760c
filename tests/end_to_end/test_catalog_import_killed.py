"""An import whose process is killed while it writes leaves the catalog as it was."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.catalog import Scope
from bot.domain.history import OPERATOR
from bot.importers.formats import SourceFile
from bot.services.catalog import Catalog
from bot.services.changes.import_source import ImportOrder, ImportWishes, carry_out_import
from bot.services.changes.list_history import list_history
from bot.services.finding.list_events import list_events
from bot.store.database import Database
from tests import make
from tests.end_to_end.catalog import schedule, talk

pytestmark = pytest.mark.both_databases

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def fosdem(data_folder: Path) -> Path:
    return data_folder / "schedules" / "frab_xml" / "fosdem-2026.xml"


async def test_killed_import_leaves_the_old_catalog(seeded: Catalog, database_url: str, fosdem: Path) -> None:
    order = ImportOrder(
        source=SourceFile("old.json", schedule(talk("An Old Talk"), name="FOSDEM 2026")),
        location="old.json",
        wishes=ImportWishes(),
    )
    await carry_out_import(seeded, order, actor=OPERATOR, now=make.NOW)
    before = await _state(seeded)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "import", str(fosdem), "--event", "FOSDEM 2026", "--yes",
        cwd=PROJECT, env=os.environ | {"DATABASE_URL": database_url},
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        await asyncio.wait_for(_until(_is_writing(seeded.database, database_url), process), 60)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL, "it had ended before it could be killed"
    assert await _state(Catalog(seeded.database)) == before


async def _until(condition: Callable[[], Awaitable[bool]], process: asyncio.subprocess.Process) -> None:
    """Asks again and again, for what another process does nobody tells."""
    while process.returncode is None and not await condition():  # noqa: ASYNC110  as the docstring says
        await asyncio.sleep(0.002)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _is_writing(database: Database, url: str) -> Callable[[], Awaitable[bool]]:
    """Whether another process has written talks that it has not committed yet."""
    if url.startswith("sqlite"):
        log = Path(url.removeprefix("sqlite+aiosqlite:///") + "-wal")
        committed = _size(log)

        async def spills() -> bool:
            """What does not fit into SQLite's memory goes into the log before the commit."""
            return _size(log) > committed

        return spills

    async def holds_talks() -> bool:
        async with database.reading() as session:
            query = "SELECT count(*) FROM pg_locks WHERE mode = 'RowExclusiveLock' AND relation = 'talks'::regclass"
            return bool(await session.scalar(text(query)))

    return holds_talks


async def _state(catalog: Catalog) -> tuple[object, ...]:
    """All that a reader would see of it."""
    events = await list_events(catalog, Scope())
    return events.events, (await list_history(catalog, Scope())).changes
