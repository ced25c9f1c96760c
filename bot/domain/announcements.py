"""Messages that go out at a set time, once or repeatedly, or a set time before talks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.domain.event_recaps import RecapStyle
from bot.domain.recurrence import Recurrence


@dataclass(frozen=True, slots=True)
class Once:
    at: datetime


@dataclass(frozen=True, slots=True)
class Repeatedly:
    """In the announcement's time zone."""

    recurrence: Recurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeTalks:
    """`minutes` before every talk of an event, or of a track or some rooms of it. Talks that start together are in one
    message. `channels` are rooms with channels of their own; talks in other rooms go to the announcement's channel.
    """

    event_id: int
    minutes: tuple[int, ...]
    track: str | None = None
    rooms: tuple[str, ...] = ()
    channels: tuple[tuple[str, int], ...] = ()


Schedule: TypeAlias = Once | Repeatedly | BeforeTalks


class AnnouncementState(StrEnum):
    """The occurrences of a paused announcement are held. A finished one has none ahead; it goes on when an edit, or a
    change of its talks, gives it some.
    """

    ACTIVE = "active"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What an announcement says: a text with placeholders, and beneath it the card of a talk or an event.

    `mention` is None, "everyone", "here", or a role's id; only it is pinged. `recap` is the style in which the recap of
    the event goes out, in the place of a text.
    """

    text: str = ""
    event_id: int | None = None
    talk_id: int | None = None
    mention: str | None = None
    recap: RecapStyle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """`time_zone` is an IANA name. `publish` asks Discord to publish it where the channel is an announcement channel.

    A message that cannot be sent is tried for `grace_minutes` after it was due. `paused_because` says why the bot
    itself paused it.
    """

    id: int
    guild_id: int
    channel_id: int
    author_id: int
    schedule: Schedule
    wording: Wording
    time_zone: str
    publish: bool = False
    grace_minutes: int = 15
    state: AnnouncementState = AnnouncementState.ACTIVE
    paused_because: str | None = None
    created_at: datetime


class OccurrenceState(StrEnum):
    """HELD: its announcement is paused. CLAIMED: a process holds it for the length of its lease, and may be sending it
    at this moment. CANCELLED: no longer wanted after its first try. One that was never tried goes without a trace.
    """

    WAITING = "waiting"
    HELD = "held"
    CLAIMED = "claimed"
    SENT = "sent"
    MISSED = "missed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One firing. `key` tells it from the others of its announcement and never changes: a wall-clock time, or the start
    of talks with their room and the minutes before. `talk_ids` are the talks it is about.

    `next_try_at` is `due_at` until a delivery failed; at `give_up_at` it is missed (None where it is only looked at).
    `message_id` is known once it is sent.
    """

    id: int
    announcement_id: int
    key: str
    channel_id: int
    due_at: datetime
    next_try_at: datetime
    talk_ids: tuple[int, ...] = ()
    state: OccurrenceState = OccurrenceState.WAITING
    tries: int = 0
    message_id: int | None = None
    sent_at: datetime | None = None
    give_up_at: datetime | None = None
    trouble: str | None = None
