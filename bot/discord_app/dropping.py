import structlog

from bot.discord_app.wiring import Wiring
from bot.services.catalog import Catalog
from bot.services.operating.drop_old import drop_old
from bot.services.questions.converse import drop_forgotten

_log = structlog.get_logger()


async def drop_what_is_old(catalog: Catalog, wiring: Wiring) -> None:
    gone = await drop_old(catalog, wiring.retention_days, wiring.clock())
    await drop_forgotten(catalog, wiring.clock())
    if any(gone.values()):
        _log.info("dropped what is old", days=wiring.retention_days, **gone)
