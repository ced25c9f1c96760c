"""What happens before the first question: tables as this version needs them, the seed, and a search index to match."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from bot.domain.programmes import Programme
from bot.importers import own_format
from bot.importers.documents import open_document
from bot.importers.formats import ReadOptions
from bot.search.segments import SEGMENT_VERSION
from bot.services.catalog import Catalog
from bot.services.changes.save_programme import save_programme
from bot.services.index_event import index_event
from bot.store import events, schema, search_index
from bot.store.database import Session
from bot.store.trouble import told_plainly


async def prepare(catalog: Catalog, seed: Sequence[Path], now: datetime) -> None:
    """The seed is loaded only into a catalog that holds nothing at all, so that what was removed stays removed."""
    await schema.upgrade(catalog.database)
    if await _is_ready(catalog):
        return
    async with catalog.database.transaction() as session:
        # Of processes that start together, the others find what the first one loaded.
        await search_index.hold(session, None)
        if await events.is_empty(session):
            await _load_seed(session, seed, now)
        await _index_outdated(session)


async def _is_ready(catalog: Catalog) -> bool:
    """Raise UserError where the tables may not be read."""
    with told_plainly("The catalog cannot be read"):
        async with catalog.database.reading() as session:
            return not await events.is_empty(session) and not await search_index.outdated(session, SEGMENT_VERSION)


async def _load_seed(session: Session, seed: Sequence[Path], now: datetime) -> None:
    for file in seed:
        for programme in _programmes(file):
            await save_programme(session, programme, location=f"seed/{file.name}", guild_id=None, now=now)


def _programmes(file: Path) -> Iterable[Programme]:
    return own_format.read(open_document(file.read_bytes()), ReadOptions())


async def _index_outdated(session: Session) -> None:
    for event_id in await search_index.outdated(session, SEGMENT_VERSION):
        await index_event(session, event_id)
