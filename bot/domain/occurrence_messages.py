"""What an occurrence says, ready to be drawn."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from bot.domain.answers import EventSummary
from bot.domain.catalog import CatalogTalk


@dataclass(frozen=True, slots=True)
class Foreign:
    """From the catalog: escaped and shortened where it is drawn."""

    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """Each reader's own time, or (`relative`) how far away it is."""

    at: datetime
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    url: str


# A str is the moderator's own words, with the Markdown that they put in.
Part: TypeAlias = str | Foreign | Moment | Address | date


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceMessage:
    """`mention` is as in Wording. One talk is drawn as its card, several as a list; else the event as its card."""

    text: tuple[Part, ...]
    mention: str | None = None
    talks: tuple[CatalogTalk, ...] = ()
    event: EventSummary | None = None
