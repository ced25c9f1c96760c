"""A start that waits for its database, as after a boot at which that comes up later than the bot."""

import asyncio

import structlog

from bot.cli.composition import seed_files
from bot.clock import system_clock
from bot.errors import PassingError
from bot.pauses import Pauses
from bot.services.catalog import Catalog
from bot.services.prepare import prepare

_log = structlog.get_logger()


async def prepared(catalog: Catalog, stop: asyncio.Event) -> bool:
    """Whether it can be asked now; else `stop` was set. Raise UserError where waiting does not help."""
    pauses = Pauses(stop)
    while not stop.is_set():
        preparing = asyncio.create_task(prepare(catalog, seed_files(), system_clock()), name="prepare the database")
        try:
            return await _done_before(stop, preparing)
        except PassingError as error:
            _log.warning("the database cannot be reached, trying again", error=str(error), seconds=pauses.seconds)
        await pauses.wait()
    return False


async def _done_before(stop: asyncio.Event, work: "asyncio.Task[None]") -> bool:
    """Raise what the work raises. It is ended when `stop` is set."""
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((work, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if work.done():
        work.result()
        return True
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    return False
