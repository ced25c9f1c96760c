from dataclasses import dataclass

from bot.domain.announcements import Announcement, Occurrence


@dataclass(frozen=True, slots=True)
class MissedOccurrence:
    announcement: Announcement
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedNews:
    """What a server is still to be told: what was not sent, in the order it was due, and what the bot paused itself."""

    guild_id: int
    missed: tuple[MissedOccurrence, ...] = ()
    paused: tuple[Announcement, ...] = ()
