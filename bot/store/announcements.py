from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import exists, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.announcements import Announcement, AnnouncementState, BeforeTalks, OccurrenceState
from bot.store.announcement_tables import AnnouncementRow, OccurrenceRow
from bot.store.schedules import plain_schedule, plain_wording, schedule_of, wording_of

_OPEN = (OccurrenceState.WAITING, OccurrenceState.HELD, OccurrenceState.CLAIMED)


async def add(session: AsyncSession, announcement: Announcement) -> Announcement:
    """With the id that it has from now on."""
    row = AnnouncementRow(**_columns(announcement), untold_pause=False)
    session.add(row)
    await session.flush()
    return to_announcement(row)


async def by_id(session: AsyncSession, announcement_id: int, guild_id: int) -> Announcement | None:
    """The server's own only."""
    row = await session.get(AnnouncementRow, announcement_id)
    return None if row is None or row.guild_id != guild_id else to_announcement(row)


async def by_ids(session: AsyncSession, ids: Iterable[int]) -> dict[int, Announcement]:
    """For the bot's own work, never for an answer: whoever's they are."""
    rows = await session.scalars(select(AnnouncementRow).where(AnnouncementRow.id.in_(list(ids))))
    return {row.id: to_announcement(row) for row in rows}


async def hold(session: AsyncSession, announcement_id: int) -> Announcement | None:
    """One writer at a time for each: the next one waits here, and then sees what this one wrote."""
    query = select(AnnouncementRow).where(AnnouncementRow.id == announcement_id).with_for_update()
    row = await session.scalar(query.execution_options(populate_existing=True))
    return None if row is None else to_announcement(row)


async def of_guild(
    session: AsyncSession, guild_id: int, states: Sequence[AnnouncementState], *, offset: int, limit: int
) -> tuple[Announcement, ...]:
    """Newest first."""
    query = select(AnnouncementRow).where(AnnouncementRow.guild_id == guild_id, AnnouncementRow.state.in_(states))
    rows = await session.scalars(query.order_by(AnnouncementRow.id.desc()).offset(offset).limit(limit))
    return tuple(to_announcement(row) for row in rows)


async def going(session: AsyncSession, limit: int) -> tuple[Announcement, ...]:
    """Of all servers: what goes on, or is paused."""
    states = (AnnouncementState.ACTIVE, AnnouncementState.PAUSED)
    query = select(AnnouncementRow).where(AnnouncementRow.state.in_(states)).order_by(AnnouncementRow.id).limit(limit)
    return tuple(to_announcement(row) for row in await session.scalars(query))


async def count(session: AsyncSession, guild_id: int, states: Sequence[AnnouncementState]) -> int:
    query = select(func.count()).select_from(AnnouncementRow)
    query = query.where(AnnouncementRow.guild_id == guild_id, AnnouncementRow.state.in_(states))
    return await session.scalar(query) or 0


async def before_talks_of(session: AsyncSession, event_id: int) -> tuple[Announcement, ...]:
    """Those that may have notices of the event's talks, finished ones included, for a talk may move."""
    row = AnnouncementRow
    query = select(row).where(row.event_id == event_id, row.state != AnnouncementState.CANCELLED)
    rows = await session.scalars(query.order_by(row.id))
    return tuple(to_announcement(row) for row in rows)


async def replace(session: AsyncSession, announcement: Announcement) -> None:
    """All of it but its id; what was planned of it is for the caller to plan anew."""
    row = AnnouncementRow
    await session.execute(update(row).where(row.id == announcement.id).values(**_columns(announcement)))
    session.expire_all()


async def set_state(
    session: AsyncSession,
    announcement_id: int,
    state: AnnouncementState,
    *,
    because: str | None = None,
    among: Sequence[AnnouncementState] = tuple(AnnouncementState),
) -> bool:
    """Whether it was in one of the states `among` and so was changed. `because` is what the bot itself says of it, and
    the server is then still to be told.
    """
    row = AnnouncementRow
    values = {"state": state, "paused_because": because, "untold_pause": because is not None}
    changed = update(row).where(row.id == announcement_id, row.state.in_(among)).values(**values).returning(row.id)
    was_among = await session.scalar(changed) is not None
    session.expire_all()
    return was_among


async def finish_if_done(session: AsyncSession, announcement_id: int) -> None:
    """Where nothing of it is ahead any more."""
    row, other = AnnouncementRow, OccurrenceRow
    ahead = exists(select(other.id).where(other.announcement_id == announcement_id, other.state.in_(_OPEN)))
    done = update(row).where(row.id == announcement_id, row.state == AnnouncementState.ACTIVE, ~ahead)
    values = {"state": AnnouncementState.FINISHED}
    await session.execute(done.values(**values).execution_options(synchronize_session=False))


async def untold_pauses(session: AsyncSession, limit: int) -> tuple[Announcement, ...]:
    query = select(AnnouncementRow).where(text("untold_pause")).order_by(AnnouncementRow.id)
    return tuple(to_announcement(row) for row in await session.scalars(query.limit(limit)))


async def pauses_are_told(session: AsyncSession, ids: Sequence[int]) -> None:
    await session.execute(update(AnnouncementRow).where(AnnouncementRow.id.in_(ids)).values(untold_pause=False))


def to_announcement(row: AnnouncementRow) -> Announcement:
    return Announcement(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        author_id=row.author_id,
        schedule=schedule_of(row.schedule),
        wording=wording_of(row.wording),
        time_zone=row.time_zone,
        publish=row.publish,
        grace_minutes=row.grace_minutes,
        state=AnnouncementState(row.state),
        paused_because=row.paused_because,
        created_at=row.created_at,
    )


def _columns(announcement: Announcement) -> dict[str, Any]:
    schedule = announcement.schedule
    return {
        "guild_id": announcement.guild_id,
        "channel_id": announcement.channel_id,
        "author_id": announcement.author_id,
        "event_id": schedule.event_id if isinstance(schedule, BeforeTalks) else None,
        "schedule": plain_schedule(schedule),
        "wording": plain_wording(announcement.wording),
        "time_zone": announcement.time_zone,
        "publish": announcement.publish,
        "grace_minutes": announcement.grace_minutes,
        "state": announcement.state,
        "paused_because": announcement.paused_because,
        "created_at": announcement.created_at,
    }
