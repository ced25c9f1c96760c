"""What a person can say where a source does not say it; each edge knows the option for it."""

from enum import StrEnum

from bot.errors import SourceError
from bot.importers.formats import EventNameNeeded, TimeZoneNeeded
from bot.services.changes.plan_recordings import EventNotNamed


class Wish(StrEnum):
    EVENT = "event"
    TIME_ZONE = "time zone"


def missing_wish(error: SourceError) -> Wish | None:
    """What would help to read the source after all."""
    match error:
        case TimeZoneNeeded():
            return Wish.TIME_ZONE
        case EventNameNeeded() | EventNotNamed():
            return Wish.EVENT
        case _:
            return None
