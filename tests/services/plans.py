"""What tests of announcements do with them, and what they look at afterwards."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import update

from bot.domain.announcements import Announcement, AnnouncementState, Occurrence, OccurrenceState, Schedule, Wording
from bot.services.announcements.plan_occurrences import replan
from bot.services.catalog import Catalog
from bot.store import announcements, occurrences
from bot.store.announcement_tables import OccurrenceRow
from tests import make

GUILD, CHANNEL = 1 << 40, 77
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


async def planned(catalog: Catalog, schedule: Schedule, *, now: datetime = make.NOW, **parts: Any) -> Announcement:
    known: dict[str, Any] = {
        "id": 0,
        "guild_id": GUILD,
        "channel_id": CHANNEL,
        "author_id": 5,
        "wording": Wording(text="Hello"),
        "time_zone": "UTC",
        "state": AnnouncementState.ACTIVE,
        "created_at": now,
    }
    async with catalog.database.transaction() as session:
        added = await announcements.add(session, Announcement(**known | {"schedule": schedule} | parts))
        return await replan(session, added, now)


async def changed(
    catalog: Catalog, announcement: Announcement, *, now: datetime = make.NOW, **parts: Any
) -> Announcement:
    """As an edit, a pause or a cancellation does it."""
    async with catalog.database.transaction() as session:
        new = replace(announcement, **parts)
        await announcements.replace(session, new)
        return await replan(session, new, now)


async def all_of(catalog: Catalog, announcement: Announcement) -> tuple[Occurrence, ...]:
    async with catalog.database.reading() as session:
        return await occurrences.of_announcement(session, announcement.id)


async def due_times(
    catalog: Catalog, announcement: Announcement, state: OccurrenceState = OccurrenceState.WAITING
) -> list[str]:
    """Day and time in UTC of those in a state."""
    known = await all_of(catalog, announcement)
    return [f"{one.due_at.astimezone(UTC):%d %H:%M}" for one in known if one.state is state]


async def state_of(catalog: Catalog, announcement: Announcement) -> AnnouncementState:
    async with catalog.database.reading() as session:
        found = await announcements.by_id(session, announcement.id, announcement.guild_id)
    assert found is not None
    return found.state


async def force(catalog: Catalog, one: Occurrence, **columns: Any) -> None:
    """What only time and crashes do."""
    async with catalog.database.transaction() as session:
        await session.execute(update(OccurrenceRow).where(OccurrenceRow.id == one.id).values(**columns))
