"""Publishing what was sent in announcement channels. That it fails does not unsend anything."""

from datetime import datetime, timedelta

from bot.domain.deliveries import ToPublish, TryAgain, pause_before
from bot.services.catalog import Catalog
from bot.store import publishing

_MOST_TRIES = 8
_AT_ONCE = 50
# Ten an hour may be published in a channel, so the eleventh is worth a longer wait than a message is.
_FIRST_PAUSE = timedelta(minutes=1)


async def to_publish(catalog: Catalog, now: datetime) -> tuple[ToPublish, ...]:
    async with catalog.database.reading() as session:
        return await publishing.to_publish(session, now, _AT_ONCE)


async def publishing_ended(
    catalog: Catalog, one: ToPublish, trouble: str | None, now: datetime, again: TryAgain | None = None
) -> None:
    """Published where there is no trouble; else tried again where that may help."""
    more = again is not None and one.tries + 1 < _MOST_TRIES
    pause = max(_FIRST_PAUSE, pause_before(one.tries, again, 1.0)) if again is not None else _FIRST_PAUSE
    async with catalog.database.transaction() as session:
        await publishing.publishing_ended(
            session, one.occurrence.id, again_at=now + pause if more else None, trouble=trouble
        )
