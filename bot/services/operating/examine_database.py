"""Whether the database can do its work. Nothing is made, changed or upgraded by looking."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.findings import Finding, Health, broken, doubtful, well
from bot.domain.places import Place
from bot.errors import UserError
from bot.store import copying, places, schema, vital_signs
from bot.store.database import Database
from bot.store.suitability import no_right_to_make_tables, unsuitable
from bot.store.trouble import told_plainly

_MEGABYTE = 1_000_000
_ROOM_TO_WORK = 100 * _MEGABYTE

_RESTORE = "Stop the bot and restore a backup: talkbot restore."
_OWN_THE_TABLES = "Make the role of DATABASE_URL the owner of all tables: ALTER TABLE … OWNER TO …."


async def examine_database(database: Database) -> AsyncIterator[Finding]:
    if database.file is not None:
        yield _disk(database.file)
        if not database.file.exists():
            yield _not_there_yet(database.file)
            return
    try:
        await database.open(make_it=False)
        damage = await vital_signs.damage(database)
    except UserError as error:
        yield broken("database", str(error), "Correct DATABASE_URL, or start what it names.")
        return
    if damage is not None:
        yield broken("database", f"The file is damaged: {damage}.", _RESTORE)
        return
    yield well("database", "It can be opened.")
    tables = await _tables(database)
    yield tables
    if tables.health is Health.BROKEN:
        return
    yield await _writing(database)
    if await schema.version_of(database) == schema.newest_version():
        for finding in await _content(database):
            yield finding


async def places_in_use(database: Database) -> tuple[Place, ...]:
    """Nothing where the tables cannot be read, for that is found elsewhere."""
    try:
        await database.open(make_it=False)
        with told_plainly("The places cannot be read"):
            return await _places(database)
    except UserError:
        return ()


async def _places(database: Database) -> tuple[Place, ...]:
    if await schema.version_of(database) != schema.newest_version():
        return ()
    async with database.reading() as session:
        return await places.in_use(session)


def _not_there_yet(file: Path) -> Finding:
    folder = next(parent for parent in file.resolve().parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return broken(
            "database", f"{file} is not there and cannot be made.", f"Let the bot write in {folder}, or move it."
        )
    return doubtful(
        "database", f"{file} is not there yet.", "Nothing: the first start makes it. Or correct DATABASE_URL."
    )


def _disk(file: Path) -> Finding:
    """A backup before a migration needs as much room as the database itself."""
    folder = next(parent for parent in file.resolve().parents if parent.is_dir())
    free = shutil.disk_usage(folder).free
    size = file.stat().st_size if file.is_file() else 0
    says = f"{free // _MEGABYTE:,} MB are free where the database is; it has {size // _MEGABYTE:,} MB."
    if free < size + _ROOM_TO_WORK:
        return broken("disk", says, "Make room: the bot needs as much again for a backup, and some to work.")
    return well("disk", says)


async def _tables(database: Database) -> Finding:
    try:
        with told_plainly("They cannot be read"):
            return await _version(database)
    except UserError as error:
        return broken("tables", str(error), _let_it_read(database))


def _let_it_read(database: Database) -> str:
    return _OWN_THE_TABLES if database.file is None else _RESTORE


async def _version(database: Database) -> Finding:
    found, needed = await schema.version_of(database), schema.newest_version()
    obstacle = await unsuitable(database)
    if obstacle is None and (found is None or found < needed):
        obstacle = await no_right_to_make_tables(database)
    if obstacle is not None:
        return broken("tables", obstacle.says, obstacle.advice)
    if found is None:
        return await _no_version(database)
    if found < needed:
        return doubtful(
            "tables", f"They are at version {found}, and this bot needs {needed}.", "Start it, or talkbot db upgrade."
        )
    if found > needed:
        return broken(
            "tables",
            f"They are at version {found}, newer than this bot knows ({needed}).",
            "Run the newer bot, or restore a backup made before the upgrade.",
        )
    missing = await schema.missing_tables(database)
    if missing:
        return broken(
            "tables",
            f"Some are missing: {', '.join(missing)}.",
            "Stop the bot and restore a backup into an empty database: talkbot restore.",
        )
    return well("tables", f"They are at version {found}, as this bot needs them.")


async def _no_version(database: Database) -> Finding:
    if await schema.own_tables(database):
        return broken(
            "tables",
            "They are there, but nothing says of which version.",
            "Restore a backup into an empty database (talkbot restore), or name another one in DATABASE_URL.",
        )
    return doubtful("tables", "There are no tables yet.", "Nothing: the first start makes them.")


async def _writing(database: Database) -> Finding:
    if await schema.version_of(database) is None:
        return well("writing", "Not tried, for there is nothing yet.")
    if database.file is not None and (found := _read_only(database.file)):
        return found
    trouble = await vital_signs.trouble_writing(database)
    if trouble is None:
        return well("writing", "It can be written.")
    return broken("writing", f"It cannot be written: {trouble}.", _let_it_write(database))


def _let_it_write(database: Database) -> str:
    if database.file is None:
        return f"{_OWN_THE_TABLES} Where this server follows another, name that one."
    return "Let the bot's user write it and its folder, and end what holds it."


def _read_only(file: Path) -> Finding | None:
    """SQLite writes beside the file, too."""
    place = next((place for place in (file, file.resolve().parent) if not os.access(place, os.W_OK)), None)
    if place is None:
        return None
    if hasattr(os, "statvfs") and os.statvfs(place).f_flag & os.ST_RDONLY:
        says, advice = (
            f"{place} is on a disk that is mounted read-only.",
            "Mount it writable, or move the file.",
        )
    else:
        says, advice = (
            f"{place} cannot be written by the user that asks.",
            "Let the bot's user write the file and its folder.",
        )
    return broken("writing", f"{says} The database can be read, copied and backed up.", advice)


async def _content(database: Database) -> list[Finding]:
    try:
        with told_plainly("It cannot be read"):
            return [await _catalog(database), await _zones(database)]
    except UserError as error:
        return [broken("catalog", str(error), _let_it_read(database))]


async def _catalog(database: Database) -> Finding:
    async with database.reading() as session:
        rows = await copying.counts(session)
    return well("catalog", f"{rows['talks']:,} talks of {rows['events']:,} events.")


async def _zones(database: Database) -> Finding:
    async with database.reading() as session:
        zones = await vital_signs.zones_in_use(session)
    unknown = [f"{name} (in {table})" for name, table in zones.items() if not _is_known(name)]
    if unknown:
        return broken(
            "time zones",
            f"Not known here: {', '.join(unknown)}.",
            "Install a newer tzdata, or correct the zone where it is named.",
        )
    return well("time zones", f"All {len(zones)} that are in use are known.")


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
