"""Writing occurrences before they are due, and keeping them in line with what they come from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.domain.announcements import (
    Announcement,
    AnnouncementState,
    BeforeTalks,
    Occurrence,
    OccurrenceState,
    Once,
    Repeatedly,
)
from bot.domain.breaks import is_break
from bot.domain.catalog import CatalogTalk, Scope
from bot.store import announcements, events, occurrences, talks
from bot.store.database import Session
from bot.store.occurrences import Planned
from bot.times.recurrence import occurrences as firings

# Of a repeat: at one a day, a bot that was away for a week still knows what it missed.
REPEATS_AHEAD = 10

_STATES = {
    AnnouncementState.ACTIVE: OccurrenceState.WAITING,
    AnnouncementState.FINISHED: OccurrenceState.WAITING,
    AnnouncementState.PAUSED: OccurrenceState.HELD,
}


async def replan(session: Session, announcement: Announcement, now: datetime) -> Announcement:
    """Bring its occurrences in line with it, and say whether it is finished.

    What was sent, missed or skipped stays as it is, and nothing new is planned for the past. What a person asked for
    beside the schedule is called off only where all of it is.
    """
    is_over = announcement.state is AnnouncementState.CANCELLED
    known = await occurrences.planned(session, announcement.id, asked=is_over)
    state = _STATES.get(announcement.state)
    plan = [] if state is None else await _plan(session, announcement, now)
    plan_by_key = {one.key: one for one in plan}
    await occurrences.drop(session, [one.id for one in known if not _is_wanted(one, announcement, plan_by_key, now)])
    if state is None:
        return announcement
    for one in known:
        if one.key in plan_by_key and _differs(one, plan_by_key[one.key], state):
            await occurrences.change(session, one.id, plan_by_key[one.key], state)
    known_keys = {one.key for one in known}
    new = [one for one in plan if one.due_at > now and one.key not in known_keys]
    await occurrences.add(session, announcement, new, state)
    return await _finished_or_not(session, announcement, plan)


async def replan_event(session: Session, event_id: int, now: datetime) -> None:
    """In the transaction that changed the event's talks, so that a notice never tells of a talk as it was."""
    for announcement in await announcements.before_talks_of(session, event_id):
        held = await announcements.hold(session, announcement.id)
        if held is not None:
            await replan(session, held, now)


def planned_moments(announcement: Announcement, now: datetime, limit: int) -> tuple[datetime, ...]:
    """When it goes out next, from now on. Of notices before talks only the catalog knows."""
    match announcement.schedule:
        case Once(at):
            return (at,) if at > now else ()
        case Repeatedly(recurrence):
            moments = (moment for _, moment in firings(recurrence, ZoneInfo(announcement.time_zone), now))
            return tuple(islice(moments, limit))
        case BeforeTalks():
            return ()
        case _:
            assert_never(announcement.schedule)


async def planned_notices(session: Session, announcement: Announcement, now: datetime) -> tuple[Planned, ...]:
    """All that are ahead, as the catalog is now; for a look before anything is saved."""
    plan = await _plan(session, announcement, now)
    return tuple(sorted((one for one in plan if one.due_at > now), key=lambda one: (one.due_at, one.key)))


async def _plan(session: Session, announcement: Announcement, now: datetime) -> list[Planned]:
    """What is ahead, and what is due but still within its grace."""
    match announcement.schedule:
        case Once(at):
            return [_planned(announcement, at.astimezone(UTC).isoformat(timespec="minutes"), at)]
        case Repeatedly(recurrence):
            since = now - timedelta(minutes=announcement.grace_minutes)
            all_firings = list(_until_enough(firings(recurrence, ZoneInfo(announcement.time_zone), since), now))
            return [_planned(announcement, key, moment) for key, moment in all_firings]
        case BeforeTalks() as schedule:
            return list(_notices(announcement, schedule, await _talks(session, announcement, schedule)))
        case _:
            assert_never(announcement.schedule)


def _until_enough(given: Iterable[tuple[str, datetime]], now: datetime) -> Iterable[tuple[str, datetime]]:
    left = REPEATS_AHEAD
    for key, moment in given:
        yield key, moment
        left -= moment > now
        if not left:
            return


async def _talks(session: Session, announcement: Announcement, schedule: BeforeTalks) -> list[CatalogTalk]:
    if await events.by_id(session, schedule.event_id, Scope(announcement.guild_id)) is None:
        return []
    rooms = {room.casefold() for room in schedule.rooms}
    track = None if schedule.track is None else schedule.track.casefold()
    return [
        entry
        for entry in await talks.of_event(session, schedule.event_id)
        if entry.talk.starts_at is not None
        and not entry.talk.cancelled
        and not is_break(entry.talk)
        and (not rooms or (entry.talk.room or "").casefold() in rooms)
        and (track is None or (entry.talk.track or "").casefold() == track)
    ]


def _notices(announcement: Announcement, schedule: BeforeTalks, entries: Sequence[CatalogTalk]) -> Iterable[Planned]:
    """Talks that start together are in one message, for each channel."""
    channels = {room.casefold(): channel_id for room, channel_id in schedule.channels}
    together: defaultdict[tuple[datetime, int], list[CatalogTalk]] = defaultdict(list)
    for entry in entries:
        if entry.talk.starts_at is not None:
            channel_id = channels.get((entry.talk.room or "").casefold(), announcement.channel_id)
            together[entry.talk.starts_at, channel_id].append(entry)
    for (start, channel_id), starting in together.items():
        ids = tuple(entry.id for entry in sorted(starting, key=lambda entry: (entry.talk.room or "", entry.id)))
        for minutes in sorted(set(schedule.minutes)):
            key = f"{start.astimezone(UTC).isoformat(timespec='minutes')}/{minutes}/{channel_id}"
            notice = _planned(announcement, key, start - timedelta(minutes=minutes))
            yield replace(notice, channel_id=channel_id, talk_ids=ids)


def _planned(announcement: Announcement, key: str, due_at: datetime) -> Planned:
    give_up_at = due_at + timedelta(minutes=announcement.grace_minutes)
    return Planned(key=key, channel_id=announcement.channel_id, due_at=due_at, give_up_at=give_up_at)


def _is_wanted(one: Occurrence, announcement: Announcement, plan: dict[str, Planned], now: datetime) -> bool:
    """What was due while it was held is not. A repeat that is past its grace stays, to be reported."""
    if one.due_at > now:
        return one.key in plan
    if OccurrenceState.HELD in {one.state, _STATES.get(announcement.state)}:
        return False
    repeats = isinstance(announcement.schedule, Repeatedly) and announcement.state is AnnouncementState.ACTIVE
    return one.key in plan or (repeats and one.due_at + timedelta(minutes=announcement.grace_minutes) <= now)


def _differs(known: Occurrence, planned: Planned, state: OccurrenceState) -> bool:
    now = (known.channel_id, known.talk_ids, known.give_up_at, known.state)
    return now != (planned.channel_id, planned.talk_ids, planned.give_up_at, state)


async def _finished_or_not(session: Session, announcement: Announcement, plan: Sequence[Planned]) -> Announcement:
    if announcement.state is AnnouncementState.PAUSED:
        return announcement
    # Before talks of which no time is known yet there is all to come.
    unknown = isinstance(announcement.schedule, BeforeTalks) and not plan
    ahead = unknown or await occurrences.ahead(session, announcement.id, 1)
    state = AnnouncementState.ACTIVE if ahead else AnnouncementState.FINISHED
    if state is not announcement.state:
        await announcements.set_state(session, announcement.id, state)
    return replace(announcement, state=state)
