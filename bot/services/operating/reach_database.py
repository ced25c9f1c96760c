from bot.services.catalog import Catalog
from bot.store.reaching import look


async def reach_database(catalog: Catalog) -> None:
    """Raise whatever the database raises, where it does not answer."""
    await look(catalog.database)
