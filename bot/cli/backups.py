import asyncio
from pathlib import Path

from bot.cli.composition import opened_database
from bot.cli.console import agreed, can_ask, say
from bot.cli.copying import table_progress
from bot.clock import system_clock
from bot.errors import UserError
from bot.services.operating.back_up import back_up
from bot.services.operating.restore_backup import holds_anything, restore_backup
from bot.settings import Settings

_MEGABYTE = 1_000_000


async def backup(settings: Settings, file: Path, *, overwrite: bool) -> None:
    async with opened_database(settings, read_only=True) as database:
        with table_progress() as progress:
            await back_up(database, file, progress, overwrite=overwrite)
    size = (await asyncio.to_thread(file.stat)).st_size / _MEGABYTE
    say(f"Backed up to {file}, {size:.1f} MB, and checked.")


def require_consent(settings: Settings) -> None:
    """Outside of the event loop, which would keep Ctrl-C and SIGTERM from ending the question."""
    if not asyncio.run(_holds_anything(settings)):
        return
    if not can_ask():
        raise UserError("Nothing was replaced: --yes agrees to it without being asked.")
    if not agreed("All that the database holds now is replaced by the backup. Go on? [y/N] "):
        raise UserError("Nothing was replaced.")


async def _holds_anything(settings: Settings) -> bool:
    async with opened_database(settings) as database:
        return await holds_anything(database)


async def restore(settings: Settings, file: Path, *, replace: bool) -> None:
    async with opened_database(settings) as database:
        with table_progress() as progress:
            kept = await restore_backup(file, database, progress, now=system_clock(), replace=replace)
    before = "" if kept is None else f" What was there before is kept as {kept}."
    say(f"Restored {file}.{before}")
