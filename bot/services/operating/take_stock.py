from datetime import datetime

from bot.domain.stock import Stock
from bot.services.catalog import Catalog
from bot.store.stock import stock


async def take_stock(catalog: Catalog, now: datetime) -> Stock:
    async with catalog.database.reading() as session:
        return await stock(session, now)
