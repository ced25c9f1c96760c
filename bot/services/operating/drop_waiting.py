from datetime import datetime, timedelta

from bot.services.catalog import Catalog
from bot.store import kept_forms, pending_imports

_KEPT = timedelta(hours=24)


async def drop_waiting(catalog: Catalog, now: datetime) -> None:
    """Forms and imports that nobody came back to, where none came after them that would take them away."""
    async with catalog.database.transaction() as session:
        await kept_forms.drop_older(session, now - _KEPT)
        await pending_imports.drop_older(session, now - _KEPT)
