"""Messages that Discord is still to publish to the servers that follow their channel."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.deliveries import ToPublish
from bot.store.announcement_tables import OccurrenceRow
from bot.store.occurrences import to_occurrence


async def to_publish(session: AsyncSession, now: datetime, limit: int) -> tuple[ToPublish, ...]:
    row = OccurrenceRow
    query = select(row).where(row.publish_at.is_not(None), row.publish_at <= now, row.message_id.is_not(None))
    rows = await session.scalars(query.order_by(row.publish_at).limit(limit))
    return tuple(ToPublish(to_occurrence(one), one.guild_id, one.message_id or 0, one.publish_tries) for one in rows)


async def publishing_ended(
    session: AsyncSession, occurrence_id: int, *, again_at: datetime | None, trouble: str | None
) -> None:
    row = OccurrenceRow
    values = {"publish_at": again_at, "publish_tries": row.publish_tries + 1, "trouble": trouble}
    await session.execute(update(row).where(row.id == occurrence_id).values(**values))
