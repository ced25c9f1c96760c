"""What may be done to an announcement, and from which state."""

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.announcements import Announcement, AnnouncementState
from bot.errors import UserError

_OPEN = frozenset({AnnouncementState.ACTIVE, AnnouncementState.PAUSED})


class Act(StrEnum):
    EDIT = "edit"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    SEND_NOW = "send-now"
    CANCEL = "cancel"


_ALLOWED: Mapping[Act, frozenset[AnnouncementState]] = {
    Act.EDIT: _OPEN,
    Act.PAUSE: frozenset({AnnouncementState.ACTIVE}),
    Act.RESUME: frozenset({AnnouncementState.PAUSED}),
    Act.SKIP: _OPEN,
    Act.SEND_NOW: _OPEN,
    Act.CANCEL: _OPEN,
}

_STANDS: Mapping[AnnouncementState, str] = {
    AnnouncementState.ACTIVE: "is active",
    AnnouncementState.PAUSED: "is paused",
    AnnouncementState.CANCELLED: "was cancelled",
    AnnouncementState.FINISHED: "has ended: all of it went out, or its time has passed",
}


def acts_on(announcement: Announcement) -> tuple[Act, ...]:
    return tuple(act for act, states in _ALLOWED.items() if announcement.state in states)


def require(act: Act, announcement: Announcement) -> None:
    """Raise UserError where it cannot be done now."""
    if act not in acts_on(announcement):
        raise UserError(f"This announcement {_STANDS[announcement.state]}.")
