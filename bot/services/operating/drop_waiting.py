from datetime import datetime

from bot.services.catalog import Catalog
from bot.store import kept_forms, pending_imports, retention


async def drop_waiting(catalog: Catalog, now: datetime) -> None:
    """Forms and imports that nobody came back to, where none came after them that would take them away."""
    async with catalog.database.transaction() as session:
        await kept_forms.drop_older(session, now - retention.KEPT_WAITING)
        await pending_imports.drop_older(session, now - retention.KEPT_WAITING)
