"""Holding an announcement back, letting it go on, leaving one time out, ending it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.announcement_acts import Act, require
from bot.domain.announcements import Announcement, AnnouncementState, Occurrence
from bot.errors import UserError
from bot.services.announcements.own_announcement import held_announcement, own_announcement
from bot.services.announcements.plan_occurrences import replan
from bot.services.catalog import Catalog
from bot.store import announcements, occurrences
from bot.store.database import Session


async def announcement_for(catalog: Catalog, act: Act, announcement_id: int, guild_id: int) -> Announcement:
    """Raise UserError where it is not this server's, or this cannot be done to it now."""
    async with catalog.database.reading() as session:
        announcement = await own_announcement(session, announcement_id, guild_id)
    require(act, announcement)
    return announcement


async def pause(catalog: Catalog, announcement_id: int, guild_id: int, now: datetime) -> Announcement:
    return await _put(catalog, Act.PAUSE, AnnouncementState.PAUSED, announcement_id, guild_id, now)


async def resume(catalog: Catalog, announcement_id: int, guild_id: int, now: datetime) -> Announcement:
    """What was due in the meantime is not sent."""
    return await _put(catalog, Act.RESUME, AnnouncementState.ACTIVE, announcement_id, guild_id, now)


async def cancel(catalog: Catalog, announcement_id: int, guild_id: int, now: datetime) -> Announcement:
    return await _put(catalog, Act.CANCEL, AnnouncementState.CANCELLED, announcement_id, guild_id, now)


async def skip_next(catalog: Catalog, announcement_id: int, guild_id: int, now: datetime) -> Occurrence:
    """The occurrence that is left out. Raise UserError where none is ahead."""
    async with catalog.database.transaction() as session:
        announcement = await _held_for(session, Act.SKIP, announcement_id, guild_id)
        ahead = await occurrences.ahead(session, announcement_id, 1)
        if not ahead:
            raise UserError("Nothing of it is ahead, so there is nothing to skip.")
        if not await occurrences.skip(session, ahead[0].id):
            raise UserError("The next one is being sent at this moment, so it is too late to skip it.")
        await replan(session, announcement, now)
        return ahead[0]


async def _put(
    catalog: Catalog, act: Act, state: AnnouncementState, announcement_id: int, guild_id: int, now: datetime
) -> Announcement:
    async with catalog.database.transaction() as session:
        announcement = await _held_for(session, act, announcement_id, guild_id)
        await announcements.set_state(session, announcement_id, state)
        return await replan(session, replace(announcement, state=state, paused_because=None), now)


async def _held_for(session: Session, act: Act, announcement_id: int, guild_id: int) -> Announcement:
    announcement = await held_announcement(session, announcement_id, guild_id)
    require(act, announcement)
    return announcement
