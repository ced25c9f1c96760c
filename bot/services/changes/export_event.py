from datetime import datetime
from typing import assert_never

from bot.domain.catalog import CatalogEvent, Scope
from bot.domain.exports import ExportFormat
from bot.domain.programmes import Programme
from bot.importers import ical_export, own_export, tables_export
from bot.importers.slugs import slug_of
from bot.services.catalog import Catalog
from bot.services.finding.understand import named_event
from bot.store import events, talks


async def events_to_export(catalog: Catalog, guild_id: int | None) -> tuple[CatalogEvent, ...]:
    """A server's own events, or (None) the shared ones, oldest first."""
    async with catalog.database.reading() as session:
        return await events.of_owner(session, guild_id)


async def export_event(
    catalog: Catalog, event: str, scope: Scope, export_format: ExportFormat, now: datetime
) -> tuple[str, str]:
    """A file's name and its text, which an import reads back. Raise UserError where no event is meant, or several."""
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        meant = named_event(view.events, event)
        entries = await talks.of_event(session, meant.id)
    programme = Programme(format_name=export_format, event=meant.event, talks=tuple(entry.talk for entry in entries))
    # A slug that somebody wrote by hand may hold anything, such as the way to another folder.
    return f"{slug_of(meant.event.slug)}.{export_format}", _written(programme, export_format, now)


def _written(programme: Programme, export_format: ExportFormat, now: datetime) -> str:
    match export_format:
        case ExportFormat.YAML:
            return own_export.write_yaml(programme)
        case ExportFormat.JSON:
            return own_export.write_json(programme)
        case ExportFormat.CSV:
            return tables_export.write(programme)
        case ExportFormat.ICS:
            return ical_export.write(programme, written_at=now)
        case _:
            assert_never(export_format)
