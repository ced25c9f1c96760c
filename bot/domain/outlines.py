"""What a moderator is shown of an announcement."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.announcements import Announcement, Occurrence
from bot.domain.occurrence_messages import OccurrenceMessage


@dataclass(frozen=True, slots=True)
class Ahead:
    """One time that it goes out. `local` is what a clock in the announcement's zone shows then."""

    at: datetime
    local: str
    channel_id: int
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """`name` is what lists call it, `schedule` says when it goes out, in words. `ahead` are the next few times of
    `ahead_in_all`, which is None where they are not counted. `message` is what the next one says, or where nothing is
    ahead yet (`is_example`) what one would.
    """

    announcement: Announcement
    name: str
    schedule: str
    ahead: tuple[Ahead, ...]
    ahead_in_all: int | None
    message: OccurrenceMessage
    is_example: bool
    last: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementLine:
    """An announcement in a list."""

    announcement: Announcement
    name: str
    schedule: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class AnnouncementPage:
    """Newest first; `page` counts from 0."""

    lines: tuple[AnnouncementLine, ...]
    page: int
    pages: int
    total: int
