"""Sending an occurrence: who holds it, how it went, and when it is tried again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TypeAlias

from bot.domain.announcements import Announcement, Occurrence


@dataclass(frozen=True, slots=True)
class Claimant:
    """A process, or rather one client in it. The token is its own and never used again."""

    token: str
    lease: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """An occurrence that this process alone may send, as long as its lease runs.

    `doubtful_since` is when a sending began of which nobody knows how it ended; `sent_as` are the prints of all that
    may be in the channel since then. `round` counts how often a person had it sent after all.
    """

    announcement: Announcement
    occurrence: Occurrence
    give_up_at: datetime
    doubtful_since: datetime | None
    sent_as: tuple[str, ...]
    round: int

    @property
    def nonce(self) -> str:
        """The same for every try, no other occurrence's of any database, and within Discord's 25 characters."""
        parts = (self.announcement.id, self.announcement.created_at, self.occurrence.id, self.round)
        return blake2b(repr(parts).encode(), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class ToPublish:
    """A message that is out, and that Discord is still to publish. `tries` were in vain."""

    occurrence: Occurrence
    guild_id: int
    message_id: int
    tries: int


@dataclass(frozen=True, slots=True)
class Sent:
    """Without an id where Discord had it, but it was deleted since."""

    message_id: int | None


@dataclass(frozen=True, slots=True)
class TryAgain:
    """`doubtful`: it may be in the channel all the same. `not_before` is what Discord asks to wait."""

    trouble: str
    doubtful: bool
    not_before: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Missed:
    """Too late, or not to be sent as it is."""

    trouble: str


@dataclass(frozen=True, slots=True)
class ChannelClosed:
    """Gone, or not open to the bot: nothing of this announcement can be sent until a person sees to it."""

    trouble: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Somebody else's by now, or no longer wanted: nothing was sent."""


DeliveryOutcome: TypeAlias = Sent | TryAgain | Missed | ChannelClosed | Dropped

_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=1)
_MOST_DOUBLINGS = 6


def pause_before(tries: int, again: TryAgain, chance: float) -> timedelta:
    """Grows with every try. `chance`, from 0 to 1, keeps those that failed together from trying together."""
    pause = min(_FIRST_PAUSE * (1 << min(tries, _MOST_DOUBLINGS)), _LONGEST_PAUSE)
    return max(again.not_before, pause * (0.5 + chance / 2))


def next_try_at(claimed: Claimed, again: TryAgain, now: datetime, chance: float) -> datetime:
    """After the grace it is only looked for where it may be out, and there is no hurry about that."""
    if now >= claimed.give_up_at and (again.doubtful or claimed.doubtful_since is not None):
        return now + max(again.not_before, _LONGEST_PAUSE)
    return min(now + pause_before(claimed.occurrence.tries, again, chance), max(claimed.give_up_at, now))
