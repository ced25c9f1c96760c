"""An import between its preview and its confirmation: kept in the database, so that the button outlives the process."""

import secrets
from datetime import datetime, timedelta

from bot.errors import UserError
from bot.importers.formats import SourceFile
from bot.services.catalog import Catalog
from bot.services.import_source import ImportOrder, ImportWishes
from bot.store import pending_imports
from bot.store.pending_imports import PendingImport

# A preview says what would change now; a day later that is another question.
_KEPT = timedelta(hours=24)


async def keep_order(catalog: Catalog, order: ImportOrder, guild_id: int, now: datetime) -> str:
    """The token that the confirming button carries."""
    assert isinstance(order.source, SourceFile), "only files and URLs come through Discord"  # noqa: S101
    wishes = order.wishes
    pending = PendingImport(
        token=secrets.token_hex(16),
        guild_id=guild_id,
        location=order.location,
        file_name=order.source.name,
        content=order.source.content,
        options={
            "event": wishes.event,
            "format_name": wishes.format_name,
            "time_zone": wishes.time_zone,
            "said": dict(order.said),
        },
        created_at=now,
    )
    async with catalog.database.transaction() as session:
        await pending_imports.drop_older(session, now - _KEPT)
        await pending_imports.keep(session, pending)
    return pending.token


async def kept_order(catalog: Catalog, token: str, guild_id: int) -> ImportOrder:
    """Raise UserError where it was confirmed, cancelled or forgotten meanwhile."""
    async with catalog.database.reading() as session:
        pending = await pending_imports.by_token(session, token, guild_id)
    if pending is None:
        raise UserError("This import was applied or dropped already. Start again with `/catalog import`.")
    options = dict(pending.options)
    said = options.pop("said")
    return ImportOrder(
        source=SourceFile(pending.file_name, pending.content),
        location=pending.location,
        wishes=ImportWishes(guild_id=guild_id, **options),
        said=said,
    )


async def drop_order(catalog: Catalog, token: str) -> None:
    async with catalog.database.transaction() as session:
        await pending_imports.drop(session, token)
