from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.missed_questions import MissedQuestion
from bot.store.question_tables import MissedQuestionRow
from bot.store.upserting import insert_into


async def count(session: AsyncSession, text: str, guild_id: int, asked_at: datetime) -> None:
    """Once more."""
    row = MissedQuestionRow
    first = {"owner_id": guild_id, "text": text, "times": 1}
    insert = insert_into(session, row).values(**first, first_asked_at=asked_at, last_asked_at=asked_at)
    more = {"times": row.times + 1, "last_asked_at": insert.excluded.last_asked_at}
    await session.execute(insert.on_conflict_do_update(index_elements=["owner_id", "text"], set_=more))


async def keep_at_most(session: AsyncSession, number: int, guild_id: int, newest: str) -> None:
    """The rarest go first, and of these the oldest; never the newest, or no question could come in any more."""
    row = MissedQuestionRow
    others = select(row.text).where(row.owner_id == guild_id, row.text != newest)
    surplus = others.order_by(row.times.desc(), row.last_asked_at.desc(), row.text).offset(number - 1)
    texts = (await session.scalars(surplus)).all()
    if texts:
        await session.execute(delete(row).where(row.owner_id == guild_id, row.text.in_(texts)))


async def most_asked(session: AsyncSession, limit: int, guild_id: int | None = None) -> tuple[MissedQuestion, ...]:
    """In one server, or everywhere; the most asked first, of equals the latest."""
    row = MissedQuestionRow
    query = select(row).order_by(row.times.desc(), row.last_asked_at.desc(), row.text, row.owner_id).limit(limit)
    if guild_id is not None:
        query = query.where(row.owner_id == guild_id)
    return tuple(_missed(found) for found in await session.scalars(query))


def _missed(row: MissedQuestionRow) -> MissedQuestion:
    return MissedQuestion(
        text=row.text,
        times=row.times,
        first_asked_at=row.first_asked_at,
        last_asked_at=row.last_asked_at,
        guild_id=row.owner_id,
    )
