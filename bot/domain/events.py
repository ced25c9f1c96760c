from dataclasses import dataclass
from datetime import date

from bot.domain.recaps import RecapMaterial


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A conference or a meet-up. `time_zone` is an IANA name; `slug` is unique within its scope."""

    slug: str
    name: str
    also_called: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    dates_note: str | None = None
    venue: str | None = None
    city: str | None = None
    time_zone: str | None = None
    url: str | None = None
    recap: RecapMaterial | None = None
