"""What an announcement is called in lists, and its schedule in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, BeforeTalks, Once, Repeatedly
from bot.domain.catalog import Scope
from bot.store import events, talks
from bot.store.database import Session
from bot.times.moment_words import moment_said
from bot.times.repeat_words import repeat_in_words

_NAME = 80


@dataclass(frozen=True, slots=True)
class KnownNames:
    events: Mapping[int, str]
    talks: Mapping[int, str]


async def names_in(session: Session, given: Iterable[Announcement], scope: Scope) -> KnownNames:
    """Of the events and talks that the announcements are about, as far as they are still there."""
    several = list(given)
    event_ids = {event_id for one in several if (event_id := event_of(one)) is not None}
    known = [await events.by_id(session, event_id, scope) for event_id in sorted(event_ids)]
    talk_ids = sorted({one.wording.talk_id for one in several if one.wording.talk_id is not None})
    return KnownNames(
        events={event.id: event.event.name for event in known if event is not None},
        talks={entry.id: entry.talk.title for entry in await talks.by_ids(session, talk_ids, scope)},
    )


def event_of(announcement: Announcement) -> int | None:
    if isinstance(announcement.schedule, BeforeTalks):
        return announcement.schedule.event_id
    return announcement.wording.event_id


def name_of(announcement: Announcement, names: KnownNames) -> str:
    """Its first line, or what it is about; notices by their event."""
    wording = announcement.wording
    event = names.events.get(event_of(announcement) or 0)
    if isinstance(announcement.schedule, BeforeTalks):
        return f"Talks of {event or 'an event that is gone'}"
    first_line = next((line.strip("#*_~>|` ") for line in wording.text.splitlines() if line.strip("#*_~>|` ")), None)
    return (first_line or names.talks.get(wording.talk_id or 0) or event or "Without a text")[:_NAME]


def schedule_in_words(announcement: Announcement) -> str:
    match announcement.schedule:
        case Once(at):
            return moment_said(at, ZoneInfo(announcement.time_zone)).words
        case Repeatedly(recurrence):
            return f"{repeat_in_words(recurrence)} ({announcement.time_zone})"
        case BeforeTalks() as schedule:
            return f"{_minutes(schedule.minutes)} before {_which(schedule)}"
        case _:
            assert_never(announcement.schedule)


def _minutes(minutes: tuple[int, ...]) -> str:
    *others, last = map(str, minutes)
    numbers = f"{', '.join(others)} and {last}" if others else last
    return f"{numbers} {'minute' if numbers == '1' else 'minutes'}"


def _which(schedule: BeforeTalks) -> str:
    track = f" of the track “{schedule.track}”" if schedule.track else ""
    rooms = f" in {', '.join(schedule.rooms)}" if schedule.rooms else ""
    return f"each talk{track}{rooms}"
