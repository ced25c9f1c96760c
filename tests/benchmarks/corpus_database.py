"""All of pyvideo in a SQLite database, brought there as an import does; built once for each layout and then kept."""

import hashlib
import os
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track

from bot.importers import pyvideo
from bot.importers.documents import FolderDocument
from bot.importers.formats import ReadOptions
from bot.search.segments import SEGMENT_VERSION
from bot.services.changes.save_programme import save_programme
from bot.store import schema
from bot.store.database import Database
from tests.benchmarks.pyvideo import ARCHIVE

_TODAY = datetime(2026, 11, 22, tzinfo=UTC)


def url_of(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def corpus_database() -> Path:
    archive = _archive()
    file = Path(tempfile.gettempdir()) / f"talkbot-bench-{_layout()}" / "talkbot.db"
    if not file.exists():
        with tempfile.TemporaryDirectory(prefix="talkbot-bench-") as folder:
            await _build(Path(folder) / "talkbot.db", archive)
            file.parent.mkdir(exist_ok=True)
            (Path(folder) / "talkbot.db").rename(file)
    return file


def _archive() -> Path:
    data = Path(os.environ.get("TALKBOT_DATA") or Path(__file__).parents[2] / ".." / "shared" / "data").resolve()
    archive = data / "search" / ARCHIVE
    if not archive.exists():
        sys.exit(f"There is no search/{ARCHIVE} in {data}: set TALKBOT_DATA to the folder that holds it.")
    return archive


def _layout() -> str:
    """Of the tables and of the search index: a change to either asks for a new database."""
    digest = hashlib.sha256(str(SEGMENT_VERSION).encode())
    for migration in sorted((schema.MIGRATIONS / "versions").glob("*.py")):
        digest.update(migration.read_bytes())
    return digest.hexdigest()[:12]


async def _build(file: Path, archive: Path) -> None:
    database = Database(url_of(file))
    await schema.upgrade(database)
    document = FolderDocument("pyvideo", _files(archive))
    events = sum(path.endswith("/category.json") for path in document.files)
    console = Console(stderr=True)
    programmes = pyvideo.read(document, ReadOptions())
    for programme in track(programmes, "Importing pyvideo (once)", total=events, console=console):
        async with database.transaction() as session:
            await save_programme(session, programme, location="pyvideo", guild_id=None, now=_TODAY)
    await database.close()


def _files(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as packed:
        found = ((member.name, packed.extractfile(member)) for member in packed)
        return {name: content.read() for name, content in found if content is not None}
