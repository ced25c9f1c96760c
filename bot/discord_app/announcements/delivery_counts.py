from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import assert_never

import structlog

from bot.domain.deliveries import ChannelClosed, Claimed, DeliveryOutcome, Dropped, Missed, Sent, TryAgain
from bot.measures import UNMEASURED, Measures

_log = structlog.get_logger()

# From here on a message says itself that it is late.
LATE = timedelta(minutes=1)


@dataclass(slots=True)
class DeliveryCounts:
    """Since the start. `late` are those of `sent` that say so; `retried` counts tries after which another is due;
    `failures` are troubles of the bot's own.
    """

    sent: int = 0
    late: int = 0
    retried: int = 0
    missed: int = 0
    failures: int = 0
    measures: Measures = field(default=UNMEASURED, compare=False, repr=False)

    def note(self, claimed: Claimed, outcome: DeliveryOutcome, now: datetime) -> None:
        """Count it, and log it without a word of what it says."""
        place = place_of(claimed)
        match outcome:
            case Sent():
                late_by = now - claimed.occurrence.due_at
                self.sent += 1
                self.late += late_by >= LATE
                self.measures.delivered(late_by.total_seconds(), late=late_by >= LATE)
                _log.info("announcement sent", **place, late_seconds=round(late_by.total_seconds(), 3))
            case TryAgain(trouble, doubtful):
                self.retried += 1
                self.measures.delivery_retried()
                _log.warning("announcement not sent yet", **place, trouble=trouble, doubtful=doubtful)
            case Missed(trouble) | ChannelClosed(trouble):
                self.missed += 1
                self.measures.deliveries_missed(1)
                _log.warning("announcement missed", **place, trouble=trouble)
            case Dropped():
                _log.info("announcement called off, or sent by another process", **place)
            case _:
                assert_never(outcome)

    def note_overdue(self, count: int) -> None:
        self.missed += count
        self.measures.deliveries_missed(count)
        _log.warning("announcements missed, for it was too late for them", count=count)

    def note_failure(self, what: str, error: Exception, **place: int) -> None:
        self.failures += 1
        self.measures.delivery_failed()
        _log.error(what, **place, failures=self.failures, exc_info=error)


def place_of(claimed: Claimed) -> dict[str, int]:
    return {
        "announcement_id": claimed.announcement.id,
        "occurrence_id": claimed.occurrence.id,
        "guild_id": claimed.announcement.guild_id,
        "channel_id": claimed.occurrence.channel_id,
        "tries": claimed.occurrence.tries + 1,
    }
