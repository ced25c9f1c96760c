"""What narrows the talks that are looked at."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkFilter:
    """Every part given narrows the talks further. `speakers` are the spellings of one person's name.

    `year` is that of the conference day, or where it is not known of the event's first day. A talk starts at
    `starts_from` or later, and before `starts_before`; one of which only the day is known counts where these are the
    beginnings of days. `affiliations` are what a speaker may belong to. `other_than` is a talk that is left out.
    """

    event_id: int | None = None
    speakers: tuple[str, ...] = ()
    track: str | None = None
    room: str | None = None
    day: date | None = None
    year: int | None = None
    starts_from: datetime | None = None
    starts_before: datetime | None = None
    language: str | None = None
    affiliations: tuple[str, ...] = ()
    recorded: bool | None = None
    other_than: int | None = None


EVERYTHING = TalkFilter()
