"""Sending beside the schedule, because a person asks for it. It goes the way of all occurrences, and out once."""

from datetime import datetime, timedelta

from bot.domain.announcements import Announcement, BeforeTalks, Occurrence, OccurrenceState
from bot.errors import UserError
from bot.services.announcements.plan_occurrences import planned_notices
from bot.services.catalog import Catalog
from bot.store import announcements, occurrences
from bot.store.database import Session
from bot.store.occurrences import Planned


async def occurrence_meant(catalog: Catalog, occurrence_id: int, guild_id: int) -> tuple[Announcement, Occurrence]:
    """Raise UserError where there is none, or none of this server's."""
    async with catalog.database.reading() as session:
        return await _meant(session, occurrence_id, guild_id)


async def send_missed(catalog: Catalog, occurrence_id: int, guild_id: int, now: datetime) -> Occurrence:
    """Raise UserError where it is no longer missed: somebody else had it sent already."""
    async with catalog.database.transaction() as session:
        announcement, occurrence = await _meant(session, occurrence_id, guild_id)
        give_up_at = now + timedelta(minutes=announcement.grace_minutes)
        if not await occurrences.send_missed_again(session, occurrence_id, now, give_up_at):
            raise UserError("This message is not missing any more: it was sent, or is on its way.")
        return occurrence


async def send_now(catalog: Catalog, announcement: Announcement, asked_by: int, now: datetime) -> None:
    """`asked_by` is the id of the asking, which asks only once however often it arrives.

    Notices before talks go out as the next ones will. Raise UserError where there are none.
    """
    async with catalog.database.transaction() as session:
        give_up_at = now + timedelta(minutes=announcement.grace_minutes)
        extra = [
            Planned(key=f"now/{asked_by}/{place}", channel_id=place, due_at=now, give_up_at=give_up_at, talk_ids=ids)
            for place, ids in await _what(session, announcement, now)
        ]
        await occurrences.add(session, announcement, extra, OccurrenceState.WAITING, asked=True)


async def _what(session: Session, announcement: Announcement, now: datetime) -> list[tuple[int, tuple[int, ...]]]:
    """Channels, with the talks that it is about there."""
    if not isinstance(announcement.schedule, BeforeTalks):
        return [(announcement.channel_id, ())]
    ahead = await planned_notices(session, announcement, now)
    if not ahead:
        raise UserError("None of the talks is still to come, so there is nothing to send.")
    first = [one for one in ahead if one.due_at == ahead[0].due_at]
    return [(one.channel_id, one.talk_ids) for one in first]


async def _meant(session: Session, occurrence_id: int, guild_id: int) -> tuple[Announcement, Occurrence]:
    occurrence = await occurrences.by_id(session, occurrence_id, guild_id)
    announcement = None
    if occurrence is not None:
        announcement = await announcements.by_id(session, occurrence.announcement_id, guild_id)
    if occurrence is None or announcement is None:
        raise UserError("This announcement is no longer there.")
    return announcement, occurrence
