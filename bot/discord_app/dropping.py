import structlog

from bot.discord_app.wiring import Wiring
from bot.services.catalog import Catalog
from bot.services.finding.keep_lookup import drop_old_lookups
from bot.services.operating.drop_old import drop_old
from bot.services.operating.drop_waiting import drop_waiting
from bot.services.questions.converse import drop_forgotten

_log = structlog.get_logger()


async def drop_what_is_old(catalog: Catalog, wiring: Wiring) -> None:
    """What has a limit of its own in any case, then history as the operator wants it."""
    now, days = wiring.clock(), wiring.retention_days
    gone = {"lookups": await drop_old_lookups(catalog, days, now)}
    await drop_forgotten(catalog, now)
    await drop_waiting(catalog, now)
    gone |= await drop_old(catalog, days, now) if days else {}
    if any(gone.values()):
        _log.info("dropped what is old", days=days, **gone)
