"""What was not sent in time, and whether its server knows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, literal, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.announcements import Occurrence, OccurrenceState
from bot.domain.fellows import Topic
from bot.store.announcement_tables import OccurrenceRow
from bot.store.occurrences import to_occurrence
from bot.store.telling import tell

# In the SQL itself, for else the partial index would not fit.
_WAITING = literal(OccurrenceState.WAITING.value, literal_execute=True)


async def overdue(session: AsyncSession, now: datetime, limit: int) -> Mapping[int, int]:
    """What nobody has begun to send and nobody may any more: ids, with their announcements'."""
    row = OccurrenceRow
    query = select(row.id, row.announcement_id).where(row.state == _WAITING, row.next_try_at <= now)
    query = query.where(row.give_up_at <= now, row.doubtful_since.is_(None)).order_by(row.next_try_at).limit(limit)
    return dict((await session.execute(query)).all())


async def all_missed(session: AsyncSession, ids: Collection[int], trouble: str) -> int:
    """How many. A trouble that is known of one already is kept."""
    row = OccurrenceRow
    given_up = update(row).where(row.id.in_(ids), row.state == OccurrenceState.WAITING, row.doubtful_since.is_(None))
    values = {"state": OccurrenceState.MISSED, "trouble": func.coalesce(row.trouble, trouble), "untold": True}
    missed = (await session.scalars(given_up.values(**values).returning(row.id))).all()
    if missed:
        await tell(session, Topic.NEWS)
    return len(missed)


async def still_due(session: AsyncSession, now: datetime, limit: int) -> tuple[Occurrence, ...]:
    """Of all servers: what is due and not out yet, the longest due first."""
    row = OccurrenceRow
    not_out = row.state.in_((OccurrenceState.WAITING, OccurrenceState.CLAIMED))
    query = select(row).where(not_out, row.due_at <= now).order_by(row.due_at, row.id).limit(limit)
    return tuple(to_occurrence(found) for found in await session.scalars(query))


async def newest(session: AsyncSession, limit: int) -> tuple[Occurrence, ...]:
    """Of all servers: what was missed, newest first."""
    row = OccurrenceRow
    query = select(row).where(row.state == OccurrenceState.MISSED)
    rows = await session.scalars(query.order_by(row.due_at.desc(), row.id.desc()).limit(limit))
    return tuple(to_occurrence(found) for found in rows)


async def untold(session: AsyncSession, limit: int) -> tuple[tuple[Occurrence, int], ...]:
    """What was missed and is still to be told, with the server's id: of one server after the other, and in the order it
    was due.
    """
    row = OccurrenceRow
    rows = await session.scalars(select(row).where(text("untold")).order_by(row.guild_id, row.id).limit(limit))
    in_order = sorted(rows, key=lambda one: (one.guild_id, one.due_at, one.id))
    return tuple((to_occurrence(one), one.guild_id) for one in in_order)


async def are_told(session: AsyncSession, ids: Sequence[int]) -> None:
    await session.execute(update(OccurrenceRow).where(OccurrenceRow.id.in_(ids)).values(untold=False))
