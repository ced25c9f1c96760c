"""Both databases answer alike: the same talks in the same order, with the same words to choose from while typing."""

import shutil
import tarfile
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest

from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.lookups import TalkSearch
from bot.importers import pyvideo
from bot.importers.documents import FolderDocument
from bot.importers.formats import ReadOptions
from bot.services.catalog import Catalog
from bot.services.changes.save_programme import save_programme
from bot.services.finding.complete import complete_talks
from bot.services.finding.rank_talks import rank_talks
from bot.store.database import Database
from tests import make
from tests.benchmarks.pyvideo import ARCHIVE, read_queries
from tests.conftest import empty, on_postgresql

pytestmark = on_postgresql

TALKS = 2_000


@pytest.fixture
async def both(
    data_folder: Path, sqlite_template: Path, tmp_path: Path, postgres_url: str
) -> AsyncIterator[tuple[Catalog, Catalog]]:
    """The same events of pyvideo, imported into each."""
    file = shutil.copy(sqlite_template, tmp_path / "talkbot.db")
    catalogs = Catalog(Database(f"sqlite+aiosqlite:///{file}")), Catalog(Database(postgres_url))
    document = FolderDocument("pyvideo", files(data_folder / "search" / ARCHIVE))
    count = 0
    for programme in pyvideo.read(document, ReadOptions()):
        for catalog in catalogs:
            async with catalog.database.transaction() as session:
                await save_programme(session, programme, location="pyvideo", guild_id=None, now=make.NOW)
        count += len(programme.talks)
        if count >= TALKS:
            break
    assert count >= TALKS
    yield catalogs
    for catalog in catalogs:
        await catalog.database.close()
    await empty(postgres_url)


def files(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as packed:
        found = ((member.name, packed.extractfile(member)) for member in packed)
        return {name: content.read() for name, content in found if content is not None}


def names(entries: Iterable[CatalogTalk]) -> list[tuple[str, str, str]]:
    """Ids may differ between two databases."""
    return [(entry.event.event.slug, entry.talk.key, entry.talk.title) for entry in entries]


async def test_searches_and_completions_are_in_the_same_order(both: tuple[Catalog, Catalog]) -> None:
    for number, wanted in enumerate(read_queries()):
        rankings = [await rank_talks(catalog, TalkSearch(wanted.query), Scope(1), limit=20) for catalog in both]
        ours, theirs = ([(*names([one.entry]), one.score) for one in ranking.ranked] for ranking in rankings)
        assert ours == theirs, wanted.query
        assert names(rankings[0].nearest) == names(rankings[1].nearest), wanted.query
        if number % 5:
            continue
        offered = [await complete_talks(catalog, wanted.query[:12], Scope(1)) for catalog in both]
        assert [choice.name for choice in offered[0]] == [choice.name for choice in offered[1]], wanted.query
