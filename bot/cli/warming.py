"""What the bot holds from its start to its end is read before anybody asks, and not gone through for garbage again."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from bot.services.catalog import Catalog
from bot.services.finding.warm_up import warm_up

_log = structlog.get_logger()

_SECONDS_TO_FINISH = 2.0


@asynccontextmanager
async def warmed_up(catalog: Catalog) -> AsyncIterator[None]:
    """Beside what is done meanwhile."""
    warming = asyncio.create_task(_warm_up(catalog), name="warm up")
    try:
        yield
    finally:
        # Broken off in the middle of a statement it would leave a connection behind.
        await asyncio.wait([warming], timeout=_SECONDS_TO_FINISH)
        warming.cancel()
        await asyncio.gather(warming, return_exceptions=True)


async def _warm_up(catalog: Catalog) -> None:
    try:
        await warm_up(catalog)
    except Exception as error:  # noqa: BLE001  whoever asks first tries again, and is told
        _log.warning("the search index could not be read ahead", error=str(error))
    # Going through some 200,000 objects of modules takes a tenth of a second, in which nobody is answered.
    gc.collect()
    gc.freeze()
