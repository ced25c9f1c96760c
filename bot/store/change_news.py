"""Which servers asked to be told of changes, and what they are still to be told."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.fellows import Topic
from bot.store.change_tables import CatalogChangeRow, ChangeChannelRow, ChangeNewsRow
from bot.store.tables import EventRow
from bot.store.telling import tell


@dataclass(frozen=True, slots=True)
class WaitingNews:
    guild_id: int
    channel_id: int
    change_id: int


async def follow(session: AsyncSession, guild_id: int, event_id: int, channel_id: int) -> None:
    await session.merge(ChangeChannelRow(guild_id=guild_id, event_id=event_id, channel_id=channel_id))


async def unfollow(session: AsyncSession, guild_id: int, event_id: int) -> None:
    """What was still to be told of it goes as well: whoever follows it again later is not told of the past."""
    row, news, change = ChangeChannelRow, ChangeNewsRow, CatalogChangeRow
    await session.execute(delete(row).where(row.guild_id == guild_id, row.event_id == event_id))
    of_event = select(change.id).where(change.event_id == event_id)
    await session.execute(delete(news).where(news.guild_id == guild_id, news.change_id.in_(of_event)))


async def spread(session: AsyncSession, change_id: int, event_id: int) -> None:
    """Note the change for every server that follows the event and still sees it."""
    follower = ChangeChannelRow
    query = select(follower.guild_id).join(EventRow, EventRow.id == follower.event_id)
    sees = or_(EventRow.guild_id.is_(None), EventRow.guild_id == follower.guild_id)
    guild_ids = await session.scalars(query.where(follower.event_id == event_id, sees))
    news = [{"guild_id": guild_id, "change_id": change_id} for guild_id in guild_ids]
    if news:
        await session.execute(insert(ChangeNewsRow), news)
        await tell(session, Topic.NEWS)


async def waiting(session: AsyncSession) -> tuple[WaitingNews, ...]:
    """Oldest first."""
    news, change, follower = ChangeNewsRow, CatalogChangeRow, ChangeChannelRow
    query = (
        select(news.guild_id, follower.channel_id, news.change_id)
        .join(change, change.id == news.change_id)
        .join(follower, (follower.guild_id == news.guild_id) & (follower.event_id == change.event_id))
        .order_by(news.change_id, news.guild_id)
    )
    return tuple(WaitingNews(*row) for row in await session.execute(query))


async def told(session: AsyncSession, guild_id: int, change_id: int) -> None:
    news = ChangeNewsRow
    await session.execute(delete(news).where(news.guild_id == guild_id, news.change_id == change_id))
