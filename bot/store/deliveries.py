"""What sends occurrences: claims, and how each try ended.

A claim is one short transaction. On PostgreSQL it passes over rows that another process is just claiming; on SQLite the
transaction that writes is the only one. Conditions on states stand in the SQL itself, for else no partial index fits.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.announcements import Announcement, OccurrenceState
from bot.domain.deliveries import Claimant, Claimed
from bot.domain.fellows import Topic
from bot.store import announcements
from bot.store.announcement_tables import OccurrenceRow
from bot.store.occurrences import to_occurrence
from bot.store.telling import tell

# A later message waits for an earlier one of its channel, but not until it is missed itself.
_LAST_CHANCE = timedelta(minutes=1)


async def claim(
    session: AsyncSession,
    claimant: Claimant,
    now: datetime,
    *,
    limit: int,
    under_way: Collection[int] = (),
    channel_id: int | None = None,
) -> tuple[Claimed, ...]:
    """What is due and at the head of its channel, or was left behind by somebody who died; in the order it was due.
    Of one channel alone where `channel_id` names it.

    `under_way` are ids that this process itself is at, whatever its clock says of their leases.
    """
    row = OccurrenceRow
    at_the_head = ~_held_back(now) if channel_id is None else row.id == _head_of(channel_id)
    conditions = [_ready(now), at_the_head]
    if under_way:
        conditions.append(row.id.not_in(under_way))
    query = select(row).where(*conditions).order_by(row.due_at, row.id).limit(limit)
    as_it_is = query.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    rows = (await session.scalars(as_it_is)).all()
    if not rows:
        return ()
    known = await announcements.by_ids(session, {one.announcement_id for one in rows})
    ours = update(row).where(row.id.in_([one.id for one in rows]))
    values = {"state": OccurrenceState.CLAIMED, "claimed_by": claimant.token, "lease_until": now + claimant.lease}
    await session.execute(ours.values(**values).execution_options(synchronize_session=False))
    return tuple(_claimed(one, known[one.announcement_id]) for one in rows)


async def renew(session: AsyncSession, claimant: Claimant, ids: Collection[int], now: datetime) -> None:
    row = OccurrenceRow
    ours = update(row).where(row.id.in_(ids), row.claimed_by == claimant.token, row.state == OccurrenceState.CLAIMED)
    await session.execute(ours.values(lease_until=now + claimant.lease))


async def begin(session: AsyncSession, claimed: Claimed, claimant: Claimant, sent_as: str, now: datetime) -> bool:
    """Whether it is still ours to send. From here on it may be in the channel."""
    prints = list(dict.fromkeys([*claimed.sent_as, sent_as]))
    begun = {
        "tries": OccurrenceRow.tries + 1,
        "doubtful_since": claimed.doubtful_since or now,
        "sent_as": prints,
        "lease_until": now + claimant.lease,
    }
    return await _settle(session, claimed, claimant, begun)


async def sent(session: AsyncSession, claimed: Claimed, message_id: int | None, now: datetime) -> None:
    """Whoever holds it by now: the message is out."""
    row = OccurrenceRow
    values = {
        **_SETTLED,
        "state": OccurrenceState.SENT,
        "message_id": message_id,
        "sent_at": now,
        "trouble": None,
        "untold": False,
        "publish_at": now if claimed.announcement.publish and message_id is not None else None,
    }
    await session.execute(update(row).where(row.id == claimed.occurrence.id).values(**values))
    if values["publish_at"] is not None:
        await tell(session, Topic.NEWS)


async def try_again(
    session: AsyncSession, claimed: Claimed, claimant: Claimant, *, at: datetime, trouble: str, doubtful: bool
) -> bool:
    """A try that Discord surely refused leaves no doubt of its own."""
    values: dict[str, Any] = {
        "state": OccurrenceState.WAITING,
        "claimed_by": None,
        "lease_until": None,
        "next_try_at": at,
        "trouble": trouble,
    }
    if not doubtful:
        values |= {"doubtful_since": claimed.doubtful_since, "sent_as": list(claimed.sent_as)}
    return await _settle(session, claimed, claimant, values)


async def missed(session: AsyncSession, claimed: Claimed, claimant: Claimant, trouble: str) -> bool:
    values = {**_SETTLED, "state": OccurrenceState.MISSED, "trouble": trouble, "untold": True}
    await tell(session, Topic.NEWS)
    return await _settle(session, claimed, claimant, values)


async def is_due(session: AsyncSession, now: datetime) -> bool:
    """Whether a claim might find something."""
    return bool(await session.scalar(select(OccurrenceRow.id).where(_ready(now)).limit(1)))


async def next_moment(session: AsyncSession, now: datetime) -> datetime | None:
    """When something comes that is not due yet, or a claim runs out."""
    row = OccurrenceRow
    waiting = select(func.min(row.next_try_at)).where(_is(row.state, OccurrenceState.WAITING), row.next_try_at > now)
    claimed = select(func.min(row.lease_until)).where(_is(row.state, OccurrenceState.CLAIMED), row.lease_until > now)
    found = (await session.execute(select(waiting.scalar_subquery(), claimed.scalar_subquery()))).one()
    return min((moment for moment in found if moment is not None), default=None)


async def known_messages(session: AsyncSession, channel_id: int, message_ids: Sequence[int]) -> frozenset[int]:
    """Those that are some occurrence's already."""
    row = OccurrenceRow
    query = select(row.message_id).where(_is(row.state, OccurrenceState.SENT), row.channel_id == channel_id)
    return frozenset(await session.scalars(query.where(row.message_id.in_(message_ids))))


_SETTLED: dict[str, Any] = {"claimed_by": None, "lease_until": None, "doubtful_since": None, "sent_as": []}


async def _settle(session: AsyncSession, claimed: Claimed, claimant: Claimant, values: dict[str, Any]) -> bool:
    """Whether it was still ours."""
    row = OccurrenceRow
    ours = and_(row.state == OccurrenceState.CLAIMED, row.claimed_by == claimant.token)
    changed = update(row).where(row.id == claimed.occurrence.id, ours).values(**values).returning(row.id)
    return await session.scalar(changed) is not None


def _ready(now: datetime) -> ColumnElement[bool]:
    row = OccurrenceRow
    waits = and_(_is(row.state, OccurrenceState.WAITING), row.next_try_at <= now)
    left = and_(_is(row.state, OccurrenceState.CLAIMED), row.lease_until <= now)
    return or_(waits, left)


def _head_of(channel_id: int) -> ScalarSelect[int]:
    row = aliased(OccurrenceRow)
    head = select(row.id).where(row.channel_id == channel_id, _is_open(row.state))
    return head.order_by(row.due_at, row.id).limit(1).scalar_subquery()


def _held_back(now: datetime) -> ColumnElement[bool]:
    """By one of its channel that was due before: being sent just now, or to be tried again."""
    row, before = OccurrenceRow, aliased(OccurrenceRow)
    return exists(
        select(before.id).where(
            before.channel_id == row.channel_id,
            _is_open(before.state),
            tuple_(before.due_at, before.id) < tuple_(row.due_at, row.id),
            or_(_is(before.state, OccurrenceState.CLAIMED), row.give_up_at > now + _LAST_CHANCE),
        )
    )


def _is_open(column: Any) -> ColumnElement[bool]:
    waiting_or_claimed: BindParameter[list[str]] = bindparam(
        "open", ["waiting", "claimed"], expanding=True, literal_execute=True
    )
    condition: ColumnElement[bool] = column.in_(waiting_or_claimed)
    return condition


def _is(column: Any, state: OccurrenceState) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = column == literal(state.value, literal_execute=True)
    return condition


def _claimed(row: OccurrenceRow, announcement: Announcement) -> Claimed:
    return Claimed(
        announcement=announcement,
        occurrence=to_occurrence(row),
        give_up_at=row.give_up_at,
        doubtful_since=row.doubtful_since,
        sent_as=tuple(row.sent_as),
        round=row.round,
    )
