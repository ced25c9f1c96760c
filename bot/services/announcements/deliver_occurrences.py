"""The steps of a delivery, each a short transaction of its own, so that a crash between two of them loses nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.domain.announcements import Announcement, AnnouncementState, Once, Repeatedly
from bot.domain.deliveries import (
    ChannelClosed,
    Claimant,
    Claimed,
    DeliveryOutcome,
    Dropped,
    Missed,
    Sent,
    TryAgain,
    next_try_at,
)
from bot.services.announcements.plan_occurrences import REPEATS_AHEAD, replan
from bot.services.catalog import Catalog
from bot.store import announcements, deliveries, missed, occurrences
from bot.store.database import Session

_TOO_LATE = "I was not running, or could not reach Discord, until it was too late"
_OVERDUE_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Ahead:
    """`overdue` are occurrences with their announcements. `due`: something may be to send now. `next_at` is when
    something else comes.
    """

    overdue: Mapping[int, int]
    due: bool
    next_at: datetime | None


async def claim_due(
    catalog: Catalog, claimant: Claimant, now: datetime, *, limit: int, under_way: Collection[int] = ()
) -> tuple[Claimed, ...]:
    async with catalog.database.transaction() as session:
        return await deliveries.claim(session, claimant, now, limit=limit, under_way=under_way)


async def renew_claims(catalog: Catalog, claimant: Claimant, ids: Collection[int], now: datetime) -> None:
    async with catalog.database.transaction() as session:
        await deliveries.renew(session, claimant, ids, now)


async def begin_sending(catalog: Catalog, claimed: Claimed, claimant: Claimant, sent_as: str, now: datetime) -> bool:
    """Whether it is to be sent: nobody else has it, and nobody called it off in the meantime."""
    async with catalog.database.transaction() as session:
        return await deliveries.begin(session, claimed, claimant, sent_as, now)


async def settle(
    catalog: Catalog, claimed: Claimed, outcome: DeliveryOutcome, claimant: Claimant, now: datetime, chance: float
) -> Claimed | None:
    """Write down how it ended, and claim what is due next in the same channel."""
    async with catalog.database.transaction() as session:
        # Before the occurrence itself, in the order in which planning takes them.
        held = await announcements.hold(session, claimed.announcement.id) if _needs_plan(claimed, outcome) else None
        await _write(session, claimed, outcome, claimant, now, chance)
        if held is not None:
            await _go_on(session, held, now)
        elif isinstance(outcome, Sent | Missed):
            await announcements.finish_if_done(session, claimed.announcement.id)
        channel_id = claimed.occurrence.channel_id
        following = await deliveries.claim(session, claimant, now, limit=1, channel_id=channel_id)
        return next(iter(following), None)


async def look_ahead(catalog: Catalog, now: datetime) -> Ahead:
    """The one question that is asked again and again; indexes answer it, however much is waiting."""
    async with catalog.database.reading() as session:
        return Ahead(
            overdue=await missed.overdue(session, now, _OVERDUE_AT_ONCE),
            due=await deliveries.is_due(session, now),
            next_at=await deliveries.next_moment(session, now),
        )


async def give_up(catalog: Catalog, overdue: Mapping[int, int], now: datetime) -> int:
    """How many were missed that nobody can send in time any more."""
    async with catalog.database.transaction() as session:
        held = [await announcements.hold(session, id) for id in sorted(set(overdue.values()))]
        count = await missed.all_missed(session, overdue.keys(), _TOO_LATE)
        for announcement in held:
            if announcement is not None and isinstance(announcement.schedule, Once):
                await announcements.finish_if_done(session, announcement.id)
            elif announcement is not None:
                await _go_on(session, announcement, now)
        return count


async def known_messages(catalog: Catalog, channel_id: int, message_ids: list[int]) -> frozenset[int]:
    """Those that are some occurrence's already."""
    async with catalog.database.reading() as session:
        return await deliveries.known_messages(session, channel_id, message_ids)


def _needs_plan(claimed: Claimed, outcome: DeliveryOutcome) -> bool:
    """What goes out once is done with that, which is most of what there is."""
    if isinstance(claimed.announcement.schedule, Once):
        return isinstance(outcome, ChannelClosed)
    return not isinstance(outcome, TryAgain | Dropped)


async def _write(
    session: Session, claimed: Claimed, outcome: DeliveryOutcome, claimant: Claimant, now: datetime, chance: float
) -> None:
    match outcome:
        case Sent(message_id):
            await deliveries.sent(session, claimed, message_id, now)
        case TryAgain(trouble, doubtful):
            at = next_try_at(claimed, outcome, now, chance)
            await deliveries.try_again(session, claimed, claimant, at=at, trouble=trouble, doubtful=doubtful)
        case Missed(trouble):
            await deliveries.missed(session, claimed, claimant, trouble)
        case ChannelClosed(trouble):
            await deliveries.missed(session, claimed, claimant, trouble)
            await _pause(session, claimed.announcement.id, trouble)
        case Dropped():
            return
        case _:
            assert_never(outcome)


async def _pause(session: Session, announcement_id: int, because: str) -> None:
    active = (AnnouncementState.ACTIVE,)
    await announcements.set_state(session, announcement_id, AnnouncementState.PAUSED, because=because, among=active)


async def _go_on(session: Session, announcement: Announcement, now: datetime) -> None:
    """Plan on where little is left; hold what is left where it was just paused."""
    known = (await announcements.by_ids(session, [announcement.id]))[announcement.id]
    enough = REPEATS_AHEAD // 2 if isinstance(known.schedule, Repeatedly) else 1
    left = await occurrences.ahead(session, known.id, enough)
    if len(left) < enough or known.state is not announcement.state:
        await replan(session, known, now)
