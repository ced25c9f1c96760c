"""An announcement as a moderator sees it, before it is scheduled and after: its very message and its next times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, BeforeTalks, Occurrence, OccurrenceState
from bot.domain.catalog import Scope
from bot.domain.filters import TalkFilter
from bot.domain.outlines import Ahead, Outline
from bot.domain.talks import marked_title
from bot.services.announcements.name_announcement import KnownNames, name_of, names_in, schedule_in_words
from bot.services.announcements.own_announcement import own_announcement
from bot.services.announcements.plan_occurrences import planned_moments, planned_notices
from bot.services.announcements.word_occurrence import word_occurrence
from bot.services.catalog import Catalog
from bot.store import occurrences, talks
from bot.store.database import Session

SHOWN_AHEAD = 5
_SHOWN_LAST = 3
_OVER = (OccurrenceState.SENT, OccurrenceState.MISSED, OccurrenceState.SKIPPED)


@dataclass(frozen=True, slots=True)
class _Time:
    at: datetime
    channel_id: int
    talk_ids: tuple[int, ...] = ()


async def outline_announcement(catalog: Catalog, announcement: Announcement, now: datetime) -> Outline:
    """Of one that is not scheduled yet, or of a change to one that is not saved yet."""
    async with catalog.database.reading() as session:
        times, total = await _would_be(session, announcement, now)
    return await _outline(catalog, announcement, times, total, now)


async def show_announcement(catalog: Catalog, announcement_id: int, guild_id: int, now: datetime) -> Outline:
    """With what became of it lately. Raise UserError where it is not this server's."""
    async with catalog.database.reading() as session:
        announcement = await own_announcement(session, announcement_id, guild_id)
        rows = await occurrences.ahead(session, announcement_id, SHOWN_AHEAD)
        last = await occurrences.last(session, announcement_id, _OVER, _SHOWN_LAST)
    times = [_Time(one.due_at, one.channel_id, one.talk_ids) for one in rows]
    return await _outline(catalog, announcement, times, None, now, last)


async def _would_be(session: Session, announcement: Announcement, now: datetime) -> tuple[Sequence[_Time], int | None]:
    if isinstance(announcement.schedule, BeforeTalks):
        notices = await planned_notices(session, announcement, now)
        return [_Time(one.due_at, one.channel_id, one.talk_ids) for one in notices[:SHOWN_AHEAD]], len(notices)
    moments = planned_moments(announcement, now, SHOWN_AHEAD)
    return [_Time(moment, announcement.channel_id) for moment in moments], None


async def _outline(
    catalog: Catalog,
    announcement: Announcement,
    times: Sequence[_Time],
    total: int | None,
    now: datetime,
    last: tuple[Occurrence, ...] = (),
) -> Outline:
    scope = Scope(announcement.guild_id)
    async with catalog.database.reading() as session:
        names = await names_in(session, [announcement], scope)
        titles = await _titles(session, [talk_id for one in times for talk_id in one.talk_ids], scope)
        example = times[0] if times else await _example(session, announcement, now)
    return Outline(
        announcement=announcement,
        name=name_of(announcement, names),
        schedule=_schedule(announcement, names),
        ahead=tuple(_ahead(one, titles, announcement.time_zone) for one in times),
        ahead_in_all=total,
        message=await word_occurrence(catalog, announcement, _occurrence(announcement, example)),
        is_example=not times,
        last=last,
    )


def _schedule(announcement: Announcement, names: KnownNames) -> str:
    """Of notices with the event, which a list has in their name."""
    words = schedule_in_words(announcement)
    if not isinstance(announcement.schedule, BeforeTalks):
        return words
    return f"{words} at {names.events.get(announcement.schedule.event_id, 'an event that is gone')}"


async def _titles(session: Session, ids: Iterable[int], scope: Scope) -> dict[int, str]:
    found = await talks.by_ids(session, sorted(set(ids)), scope)
    return {entry.id: marked_title(entry.talk) for entry in found}


async def _example(session: Session, announcement: Announcement, now: datetime) -> _Time:
    """Of a talk of the event, where no notice of one is ahead."""
    if not isinstance(announcement.schedule, BeforeTalks):
        return _Time(now, announcement.channel_id)
    given = TalkFilter(event_id=announcement.schedule.event_id, track=announcement.schedule.track)
    found = await talks.programme(session, given, Scope(announcement.guild_id), offset=0, limit=1)
    return _Time(now, announcement.channel_id, tuple(entry.id for entry in found))


def _ahead(time: _Time, titles: dict[int, str], time_zone: str) -> Ahead:
    local = f"{time.at.astimezone(ZoneInfo(time_zone)):%a %H:%M %Z}"
    return Ahead(time.at, local, time.channel_id, tuple(titles[id] for id in time.talk_ids if id in titles))


def _occurrence(announcement: Announcement, time: _Time) -> Occurrence:
    return Occurrence(
        id=0,
        announcement_id=announcement.id,
        key="example",
        channel_id=time.channel_id,
        due_at=time.at,
        next_try_at=time.at,
        talk_ids=time.talk_ids,
    )
