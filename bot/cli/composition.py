"""Where the parts are put together: settings become a database, a database becomes a catalog."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import bot
from bot.cli.logs import configure_logs
from bot.clock import system_clock
from bot.fetching.limits import FetchLimits
from bot.measures import UNMEASURED, Measures
from bot.services.catalog import Catalog
from bot.services.prepare import prepare
from bot.settings import Settings
from bot.store import schema
from bot.store.database import Database
from bot.store.measuring import measure
from bot.store.time_limit import limit_statements

_SEED = Path(bot.__file__).parent.parent / "seed"


@asynccontextmanager
async def open_catalog(
    settings: Settings, measures: Measures = UNMEASURED, *, statement_seconds: float | None = None
) -> AsyncIterator[Catalog]:
    """Ready to be asked: tables up to date, and the seed loaded if there was nothing."""
    async with unprepared_catalog(settings, measures, statement_seconds=statement_seconds) as catalog:
        await prepare(catalog, seed_files(), system_clock())
        yield catalog


@asynccontextmanager
async def unprepared_catalog(
    settings: Settings, measures: Measures = UNMEASURED, *, statement_seconds: float | None = None
) -> AsyncIterator[Catalog]:
    """Nobody looked yet whether the database is there."""
    async with opened_database(settings) as database:
        if statement_seconds is not None:
            limit_statements(database, statement_seconds)
        if measures is not UNMEASURED:
            measure(database, measures)
        yield Catalog(database)


def seed_files() -> list[Path]:
    return sorted(_SEED.glob("*.yaml"))


def fetch_limits(settings: Settings) -> FetchLimits:
    return FetchLimits(
        max_bytes=settings.fetch_max_mb * 2**20,
        seconds=settings.fetch_seconds,
        allowed_networks=settings.fetch_allowed_networks,
    )


@asynccontextmanager
async def opened_database(settings: Settings, *, read_only: bool = False) -> AsyncIterator[Database]:
    """As it is: nothing is upgraded, nothing is loaded."""
    database = Database(settings.database_url, read_only=read_only)
    try:
        yield database
    finally:
        await database.close()


async def upgrade_database(settings: Settings) -> bool:
    """Whether anything was to do."""
    configure_logs(settings)
    async with opened_database(settings) as database:
        return await schema.upgrade(database)
