from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchableTalk:
    """What search knows of a talk. `language` is an ISO 639-1 code; None is searched as English.

    `event_names` holds the event's name and every other name it is called by.
    """

    id: int
    title: str
    speakers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    abstract: str | None = None
    track: str | None = None
    room: str | None = None
    session_type: str | None = None
    event_names: tuple[str, ...] = ()
    language: str | None = None
    held_on: date | None = None
