"""What the bot's answers were about, so that a reply goes on from there. Kept for a while only."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.question_tables import ConversationRow
from bot.store.upserting import insert_into


async def keep(
    session: AsyncSession,
    message_id: int,
    *,
    asked_id: int | None,
    channel_id: int | None,
    plan: list[Any] | None,
    answered_at: datetime,
) -> None:
    """Of a message that is known already, the plan takes the place of the former one: it now shows another answer."""
    values = {"asked_id": asked_id, "channel_id": channel_id, "plan": plan, "answered_at": answered_at}
    insert = insert_into(session, ConversationRow).values(message_id=message_id, **values)
    renewed = {"plan": insert.excluded.plan, "answered_at": insert.excluded.answered_at}
    await session.execute(insert.on_conflict_do_update(index_elements=["message_id"], set_=renewed))


async def drop_older(session: AsyncSession, than: datetime) -> None:
    await session.execute(delete(ConversationRow).where(ConversationRow.answered_at < than))


async def is_answered(session: AsyncSession, asked_id: int) -> bool:
    row = ConversationRow
    return await session.scalar(select(row.message_id).where(row.asked_id == asked_id).limit(1)) is not None


async def plan_of(session: AsyncSession, message_id: int, since: datetime) -> list[Any] | None:
    row = ConversationRow
    return await session.scalar(select(row.plan).where(row.message_id == message_id, row.answered_at >= since))


async def newest_plan(session: AsyncSession, channel_id: int, since: datetime) -> list[Any] | None:
    """Of the last answer in a channel of direct messages that was about something."""
    row = ConversationRow
    about_something = (row.channel_id == channel_id, row.answered_at >= since, row.plan.is_not(None))
    return await session.scalar(select(row.plan).where(*about_something).order_by(row.message_id.desc()).limit(1))
