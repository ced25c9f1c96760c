"""An announcement as text that a person edits."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, AnnouncementState, BeforeTalks, Once, Repeatedly
from bot.domain.event_recaps import RecapStyle
from bot.domain.moments import Moment
from bot.services.announcements.plan_occurrences import planned_moments
from bot.times.moments import read_moment
from bot.times.repeat_words import days_in_words

# Any time at which the moment was still ahead.
_EARLIER = timedelta(days=1)


class Kind(StrEnum):
    ONCE = "once"
    REPEAT = "repeat"
    TALKS = "talks"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementForm:
    """`when` is a moment or minutes, and `every` how a moment repeats, as typed at `written_at`.

    `text` is None where nobody has been asked for it yet; `recap` is the style of a recap that goes out instead.
    `mention` is what was typed, or as in Wording. In the form of an announcement that is there, `announcement_id` is
    its id and `seen` what it was when the form was opened.
    """

    kind: Kind
    channel_id: int
    when: str
    written_at: datetime
    time_zone: str
    every: str = ""
    text: str | None = None
    mention: str = ""
    grace: str = "15"
    event_id: int | None = None
    talk_id: int | None = None
    track: str | None = None
    rooms: tuple[str, ...] = ()
    channels: tuple[tuple[str, int], ...] = ()
    publish: bool = False
    recap: RecapStyle | None = None
    announcement_id: int | None = None
    seen: str | None = None


def channels_of(form: AnnouncementForm) -> tuple[int, ...]:
    """Wherever it may post, each once."""
    return tuple(dict.fromkeys((form.channel_id, *(channel_id for _, channel_id in form.channels))))


def filled_in(form: AnnouncementForm, typed: Mapping[str, str], now: datetime) -> AnnouncementForm:
    """`typed` are parts by name. A time that was left as it stood means what it meant when it was typed."""
    answered = replace(
        form,
        text=typed.get("text", form.text),
        when=typed.get("when", form.when),
        every=typed.get("every", form.every),
        mention=typed.get("mention", form.mention),
        grace=typed.get("grace", form.grace),
    )
    is_same_time = (answered.when, answered.every) == (form.when, form.every)
    return answered if is_same_time else replace(answered, written_at=now)


def form_of(announcement: Announcement, now: datetime) -> AnnouncementForm:
    """A repeat is written from its next time on."""
    wording = announcement.wording
    form = AnnouncementForm(
        kind=Kind.ONCE,
        channel_id=announcement.channel_id,
        when="",
        written_at=now,
        time_zone=announcement.time_zone,
        text=wording.text,
        mention=wording.mention or "",
        grace=str(announcement.grace_minutes),
        event_id=wording.event_id,
        talk_id=wording.talk_id,
        publish=announcement.publish,
        recap=wording.recap,
        announcement_id=announcement.id,
        seen=fingerprint(announcement),
    )
    match announcement.schedule:
        case Once(at):
            return replace(form, when=moment_line(at, announcement.time_zone))
        case Repeatedly(recurrence):
            moments = planned_moments(announcement, now, 1) or planned_moments(announcement, announcement.created_at, 1)
            when = "".join(moment_line(moment, announcement.time_zone) for moment in moments)
            return replace(form, kind=Kind.REPEAT, when=when, every=days_in_words(recurrence))
        case BeforeTalks() as talks:
            return replace(
                form,
                kind=Kind.TALKS,
                when=", ".join(map(str, talks.minutes)),
                event_id=talks.event_id,
                track=talks.track,
                rooms=talks.rooms,
                channels=talks.channels,
            )
        case _:
            assert_never(announcement.schedule)


def moment_line(at: datetime, time_zone: str) -> str:
    """As a person would type it; with seconds and its offset only where it would not be read as the same moment."""
    there = at.astimezone(ZoneInfo(time_zone))
    line = f"{there:%Y-%m-%d %H:%M}"
    read = read_moment(line, at - _EARLIER, ZoneInfo(time_zone))
    return line if isinstance(read, Moment) and read.at == at else there.isoformat()


def fingerprint(announcement: Announcement) -> str:
    """Tells whether it is still as it was when its form was opened; pausing it changes nothing of that."""
    seen = replace(announcement, state=AnnouncementState.ACTIVE, paused_because=None)
    return blake2b(repr(seen).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def plain_form(form: AnnouncementForm) -> dict[str, Any]:
    return asdict(form) | {"written_at": form.written_at.isoformat()}


def form_from(plain: Mapping[str, Any]) -> AnnouncementForm:
    values = dict(plain) | {
        "kind": Kind(plain["kind"]),
        "written_at": datetime.fromisoformat(plain["written_at"]),
        "rooms": tuple(plain["rooms"]),
        "channels": tuple((room, channel_id) for room, channel_id in plain["channels"]),
        "recap": RecapStyle(plain["recap"]) if plain.get("recap") else None,
    }
    return AnnouncementForm(**values)
