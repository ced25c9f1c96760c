"""Occurrences as they are planned and looked at; deliveries.py has what sends them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.announcements import Announcement, Occurrence, OccurrenceState
from bot.domain.fellows import Topic
from bot.store.announcement_tables import OccurrenceRow
from bot.store.batches import batches
from bot.store.telling import tell
from bot.store.upserting import insert_into

OPEN = (OccurrenceState.WAITING, OccurrenceState.HELD, OccurrenceState.CLAIMED)
_ROWS_A_STATEMENT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An occurrence that is to be, as the schedule has it."""

    key: str
    channel_id: int
    due_at: datetime
    give_up_at: datetime
    talk_ids: tuple[int, ...] = ()


async def by_id(session: AsyncSession, occurrence_id: int, guild_id: int) -> Occurrence | None:
    """The server's own only."""
    row = await session.get(OccurrenceRow, occurrence_id)
    return None if row is None or row.guild_id != guild_id else to_occurrence(row)


async def of_announcement(
    session: AsyncSession, announcement_id: int, states: Sequence[OccurrenceState] = tuple(OccurrenceState)
) -> tuple[Occurrence, ...]:
    """In the order in which they are due."""
    row = OccurrenceRow
    query = select(row).where(row.announcement_id == announcement_id, row.state.in_(states))
    return tuple(to_occurrence(found) for found in await session.scalars(query.order_by(row.due_at, row.id)))


async def ahead(session: AsyncSession, announcement_id: int, limit: int) -> tuple[Occurrence, ...]:
    """The next ones that wait, or are held."""
    row = OccurrenceRow
    query = select(row).where(row.announcement_id == announcement_id, row.state.in_(OPEN))
    return tuple(
        to_occurrence(found) for found in await session.scalars(query.order_by(row.due_at, row.id).limit(limit))
    )


async def last(
    session: AsyncSession, announcement_id: int, states: Sequence[OccurrenceState], limit: int
) -> tuple[Occurrence, ...]:
    """Newest first."""
    row = OccurrenceRow
    query = select(row).where(row.announcement_id == announcement_id, row.state.in_(states))
    newest = query.order_by(row.due_at.desc(), row.id.desc()).limit(limit)
    return tuple(to_occurrence(found) for found in await session.scalars(newest))


async def planned(session: AsyncSession, announcement_id: int, *, asked: bool = False) -> tuple[Occurrence, ...]:
    """All that are open and come from the schedule; with `asked` also what a person wanted to be sent beside it."""
    row = OccurrenceRow
    query = select(row).where(row.announcement_id == announcement_id, row.state.in_(OPEN))
    if not asked:
        query = query.where(row.round == 0)
    return tuple(to_occurrence(found) for found in await session.scalars(query.order_by(row.due_at, row.id)))


async def first_ahead(session: AsyncSession, announcement_ids: Sequence[int]) -> dict[int, Occurrence]:
    """By announcement: the next one that waits, or is held."""
    row = OccurrenceRow
    query = select(row).where(row.announcement_id.in_(announcement_ids), row.state.in_(OPEN))
    backwards = await session.scalars(query.order_by(row.due_at.desc(), row.id.desc()))
    return {found.announcement_id: to_occurrence(found) for found in backwards}


async def next_due(session: AsyncSession, announcement_ids: Sequence[int]) -> dict[int, datetime]:
    """By announcement."""
    row = OccurrenceRow
    query = select(row.announcement_id, func.min(row.due_at))
    query = query.where(row.announcement_id.in_(announcement_ids), row.state.in_(OPEN))
    return dict((await session.execute(query.group_by(row.announcement_id))).all())


async def skip(session: AsyncSession, occurrence_id: int) -> bool:
    """Whether it was still ahead, and so is left out now."""
    return await _move(session, occurrence_id, (OccurrenceState.WAITING, OccurrenceState.HELD), OccurrenceState.SKIPPED)


async def add(
    session: AsyncSession,
    announcement: Announcement,
    planned: Sequence[Planned],
    state: OccurrenceState,
    *,
    asked: bool = False,
) -> None:
    """One whose key is known is left as it is. `asked`: a person asks for it, beside the schedule."""
    of = {"announcement_id": announcement.id, "guild_id": announcement.guild_id, "state": state, "round": int(asked)}
    rows = [_columns(one) | of for one in planned]
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        new = insert_into(session, OccurrenceRow).values(rows[start : start + _ROWS_A_STATEMENT])
        await session.execute(new.on_conflict_do_nothing())
    if rows:
        await tell(session, Topic.OCCURRENCES)


async def change(session: AsyncSession, occurrence_id: int, planned: Planned, state: OccurrenceState) -> None:
    """One that nobody has begun to send; where it has been tried and refused, it goes on being tried."""
    row = OccurrenceRow
    values: dict[str, Any] = {
        "channel_id": planned.channel_id,
        "talk_ids": list(planned.talk_ids),
        "give_up_at": planned.give_up_at,
        "state": state,
    }
    await session.execute(update(row).where(row.id == occurrence_id, _untouched()).values(**values))
    await tell(session, Topic.OCCURRENCES)


async def drop(session: AsyncSession, occurrence_ids: Sequence[int]) -> None:
    """No longer wanted. One that may be in the channel stays on record; one that is being sent is tried no more after
    that.
    """
    row = OccurrenceRow
    begun = (OccurrenceState.WAITING, OccurrenceState.CLAIMED)
    for ids in batches(list(occurrence_ids)):
        given_up = update(row).where(row.id.in_(ids), row.state.in_(begun))
        await session.execute(given_up.where(row.doubtful_since.is_not(None)).values(state=OccurrenceState.CANCELLED))
        await session.execute(delete(row).where(row.id.in_(ids), or_(_untouched(), _claimed_untouched())))


async def send_missed_again(session: AsyncSession, occurrence_id: int, now: datetime, give_up_at: datetime) -> bool:
    """Whether it was missed, and so waits again. Its new round sets it apart from what Discord may know of the old."""
    row = OccurrenceRow
    again = update(row).where(row.id == occurrence_id, row.state == OccurrenceState.MISSED)
    values = {
        "state": OccurrenceState.WAITING,
        "next_try_at": now,
        "give_up_at": give_up_at,
        "tries": 0,
        "round": row.round + 1,
        "doubtful_since": None,
        "sent_as": [],
        "trouble": None,
        "untold": False,
    }
    changed = await session.scalar(again.values(**values).returning(row.id)) is not None
    session.expire_all()
    await tell(session, Topic.OCCURRENCES)
    return changed


def to_occurrence(row: OccurrenceRow) -> Occurrence:
    return Occurrence(
        id=row.id,
        announcement_id=row.announcement_id,
        key=row.key,
        channel_id=row.channel_id,
        due_at=row.due_at,
        next_try_at=row.next_try_at,
        talk_ids=tuple(row.talk_ids),
        state=OccurrenceState(row.state),
        tries=row.tries,
        message_id=row.message_id,
        sent_at=row.sent_at,
        give_up_at=row.give_up_at,
        trouble=row.trouble,
    )


def _untouched() -> Any:
    row = OccurrenceRow
    return and_(row.state.in_((OccurrenceState.WAITING, OccurrenceState.HELD)), row.doubtful_since.is_(None))


def _claimed_untouched() -> Any:
    """Whoever holds it notices before the sending begins."""
    row = OccurrenceRow
    return and_(row.state == OccurrenceState.CLAIMED, row.doubtful_since.is_(None))


async def _move(
    session: AsyncSession, occurrence_id: int, among: Iterable[OccurrenceState], state: OccurrenceState
) -> bool:
    row = OccurrenceRow
    moved = update(row).where(row.id == occurrence_id, row.state.in_(list(among)), row.doubtful_since.is_(None))
    changed = await session.scalar(moved.values(state=state).returning(row.id)) is not None
    session.expire_all()
    return changed


def _columns(planned: Planned) -> dict[str, Any]:
    return {
        "key": planned.key,
        "channel_id": planned.channel_id,
        "due_at": planned.due_at,
        "next_try_at": planned.due_at,
        "give_up_at": planned.give_up_at,
        "talk_ids": list(planned.talk_ids),
        "tries": 0,
        "sent_as": [],
        "untold": False,
        "publish_tries": 0,
    }
