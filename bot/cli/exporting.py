import sys
from collections.abc import Sequence
from pathlib import Path

from bot.cli.composition import open_catalog
from bot.cli.console import say
from bot.clock import system_clock
from bot.domain.catalog import CatalogEvent, Scope
from bot.domain.exports import ExportFormat
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.changes.export_event import events_to_export, export_event
from bot.services.references import reference
from bot.settings import Settings

_NAMED_AT_MOST = 10


async def export(
    settings: Settings, event: str | None, export_format: ExportFormat, output: str | None, guild_id: int | None
) -> None:
    """Raise UserError where it is not clear which event is meant, or where the file cannot be written."""
    async with open_catalog(settings) as catalog:
        folder = _folder(output)
        for meant in await _events(catalog, event, guild_id, several=folder is not None):
            exported = await export_event(catalog, meant, Scope(guild_id), export_format, system_clock())
            _write(*exported, folder, output)


async def _events(catalog: Catalog, event: str | None, guild_id: int | None, *, several: bool) -> Sequence[str]:
    if event is not None:
        return [event]
    owned = await events_to_export(catalog, guild_id)
    if not owned:
        raise UserError("There is no event to export.")
    if len(owned) > 1 and not several:
        raise UserError(
            f"There are {len(owned)} events: {_named(owned)}. "
            "Choose one with --event, or give --output a folder for a file of each."
        )
    return [reference(one.id) for one in owned]


def _named(events: Sequence[CatalogEvent]) -> str:
    names = ", ".join(one.event.name for one in events[:_NAMED_AT_MOST])
    return names if len(events) <= _NAMED_AT_MOST else f"{names} and {len(events) - _NAMED_AT_MOST} more"


def _folder(output: str | None) -> Path | None:
    """A folder is one that is there, or whose name ends with a slash."""
    return Path(output) if output is not None and (output.endswith("/") or Path(output).is_dir()) else None


def _write(name: str, text: str, folder: Path | None, output: str | None) -> None:
    content = text.encode("utf-8", "replace")
    if output is None:
        sys.stdout.buffer.write(content)
        return
    path = Path(output) if folder is None else folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error
    say(f"Written to {path}.")
