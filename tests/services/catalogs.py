"""What tests of imports and corrections do with a catalog, and what they look at afterwards."""

from collections.abc import Mapping
from typing import Any

from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.events import Event
from bot.domain.exports import ExportFormat
from bot.domain.filters import EVERYTHING
from bot.domain.history import OPERATOR, RecordedChange
from bot.domain.imports import ImportPlan, ProgrammePlan
from bot.domain.lookups import TalkSearch
from bot.domain.programmes import Programme
from bot.domain.talks import Talk
from bot.importers import own_export
from bot.importers.formats import SourceFile
from bot.services.catalog import Catalog
from bot.services.changes.export_event import events_to_export, export_event
from bot.services.changes.import_source import ImportOrder, ImportWishes, carry_out_import
from bot.services.changes.undo_change import change_to_undo, undo_change
from bot.services.finding.rank_talks import rank_talks
from bot.services.references import reference
from bot.store import history, search_index, talks
from bot.store.rows import Row
from tests import make


async def emptied(catalog: Catalog) -> Catalog:
    """For tests that try many examples on the one database they have."""
    async with catalog.database.transaction() as session:
        for table in reversed(Row.metadata.sorted_tables):
            await session.execute(table.delete())
    return Catalog(catalog.database)


def file_order(content: str | bytes, location: str = "schedule.yaml", **wishes: Any) -> ImportOrder:
    data = content.encode() if isinstance(content, str) else content
    return ImportOrder(source=SourceFile(location, data), location=location, wishes=ImportWishes(**wishes))


def order_of(*given: Talk, of: Event | None = None, location: str = "schedule.yaml", **wishes: Any) -> ImportOrder:
    return file_order(file_of(*given, of=of), location, **wishes)


def file_of(*given: Talk, of: Event | None = None) -> str:
    return own_export.write_yaml(Programme(format_name="talkbot", event=of or make.event(), talks=given))


async def carried_out(catalog: Catalog, order: ImportOrder, *, accept_losses: bool = False) -> ImportPlan:
    (plan,) = await carry_out_import(catalog, order, actor=OPERATOR, now=make.NOW, accept_losses=accept_losses)
    return plan


async def imported(catalog: Catalog, *given: Talk, accept_losses: bool = False, **parts: Any) -> ProgrammePlan:
    plan = await carried_out(catalog, order_of(*given, **parts), accept_losses=accept_losses)
    assert isinstance(plan, ProgrammePlan)
    return plan


async def undone(catalog: Catalog, guild_id: int | None = None) -> RecordedChange:
    change = await change_to_undo(catalog, guild_id)
    return await undo_change(catalog, change.id, guild_id=guild_id, actor=OPERATOR, now=make.NOW)


async def entries(catalog: Catalog, scope: Scope | None = None) -> dict[str, CatalogTalk]:
    """By title."""
    async with catalog.database.reading() as session:
        found = await talks.programme(session, EVERYTHING, scope or Scope(None), offset=0, limit=1000)
    return {entry.talk.title: entry for entry in found}


async def exports(catalog: Catalog, guild_id: int | None = None) -> Mapping[str, str]:
    """All that one owner has, by the name of the file."""
    events = await events_to_export(catalog, guild_id)
    scope = Scope(guild_id)
    return dict([await export_event(catalog, reference(one.id), scope, ExportFormat.YAML, make.NOW) for one in events])


async def found(catalog: Catalog, query: str, scope: Scope | None = None) -> list[str]:
    ranking = await rank_talks(catalog, TalkSearch(query), scope or Scope(None))
    return [ranked.entry.talk.title for ranked in ranking.ranked]


async def story(catalog: Catalog, guild_id: int | None = None) -> tuple[RecordedChange, ...]:
    """Newest first."""
    async with catalog.database.reading() as session:
        return await history.newest(session, guild_id, offset=0, limit=100)


async def footprint(catalog: Catalog, guild_id: int | None = None) -> tuple[int, int]:
    """The search index's revision and the number of changes in history: both grow with every change."""
    async with catalog.database.reading() as session:
        return await search_index.revision(session, guild_id), await history.count(session, guild_id)
