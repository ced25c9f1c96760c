from bot.domain.catalog import SHARED
from bot.services.catalog import Catalog


async def warm_up(catalog: Catalog) -> None:
    """Read what every question needs before the first is asked, which would have to wait for it."""
    async with catalog.database.reading() as session:
        await catalog.live_index.view(session, SHARED)
