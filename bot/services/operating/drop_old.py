"""Logs and history are kept for as many days as the operator wants, and no longer."""

from datetime import datetime, timedelta

from bot.services.catalog import Catalog
from bot.store import retention


async def drop_old(catalog: Catalog, days: int, now: datetime) -> dict[str, int]:
    """The rows of each table that went. A few at a time, so that what others write goes in between."""
    before = now - timedelta(days=days)
    return {rule.row.__tablename__: await _drop(catalog, rule, before) for rule in retention.RULES}


async def _drop(catalog: Catalog, rule: retention.Rule, before: datetime) -> int:
    gone = 0
    while True:
        async with catalog.database.transaction() as session:
            some = await retention.drop_some(session, rule, before)
        if not some:
            return gone
        gone += some
