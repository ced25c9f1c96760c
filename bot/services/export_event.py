from datetime import datetime
from enum import StrEnum
from typing import assert_never

from bot.domain.catalog import Scope
from bot.domain.programmes import Programme
from bot.importers import ical_export, own_export, tables_export
from bot.services.catalog import Catalog
from bot.services.understand import named_event
from bot.store import talks


class ExportFormat(StrEnum):
    YAML = "yaml"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"


async def export_event(
    catalog: Catalog, event: str, scope: Scope, export_format: ExportFormat, now: datetime
) -> tuple[str, str]:
    """A file's name and its text, which an import reads back. Raise UserError where no event is meant, or several."""
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        meant = named_event(view.events, event)
        entries = await talks.of_event(session, meant.id)
    programme = Programme(format_name=export_format, event=meant.event, talks=tuple(entry.talk for entry in entries))
    return f"{meant.event.slug}.{export_format}", _written(programme, export_format, now)


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
