"""What can be answered. An edge renders each case; a new case is a type error until it does."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.lookups import Lookup
from bot.domain.question_answers import QuestionAnswer
from bot.domain.room_programmes import NowOrNext


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTalk:
    """One talk, found by itself or leading clearly; `others` are the next best, `total` counts all that match.

    Where there are no others, `similar` are talks on the same matter.

    `corrected` is the query as it was understood, where its spelling was not taken as it stood.
    """

    lookup: Lookup
    talk: CatalogTalk
    others: tuple[CatalogTalk, ...] = ()
    similar: tuple[CatalogTalk, ...] = ()
    total: int = 1
    corrected: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPage:
    """One page of talks; `page` counts from 0."""

    lookup: Lookup
    talks: tuple[CatalogTalk, ...]
    page: int
    pages: int
    total: int
    corrected: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTalks:
    """Nothing found; `nearest` are talks whose titles come nearest to what was asked for."""

    lookup: Lookup
    nearest: tuple[CatalogTalk, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerTalks:
    """A speaker's page. `also_spelled` are other spellings that count as the same name."""

    lookup: Lookup
    name: str
    also_spelled: tuple[str, ...]
    affiliations: tuple[str, ...]
    talks: tuple[CatalogTalk, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class SpeakerChoice:
    """Several speakers could be meant, or (with none) nobody."""

    asked: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSummary:
    """An event and what its programme holds: numbers of talks, speakers and recordings; days and tracks with counts."""

    lookup: Lookup
    event: CatalogEvent
    talks: int
    speakers: int
    recordings: int
    days: tuple[tuple[date, int], ...]
    tracks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class EventChoice:
    """Several events could be meant, or (with none) no event."""

    asked: str
    events: tuple[CatalogEvent, ...]


@dataclass(frozen=True, slots=True)
class EventPage:
    """One page of the catalog's events, newest first, each with its number of talks; `page` counts from 0."""

    lookup: Lookup
    events: tuple[tuple[CatalogEvent, int], ...]
    page: int
    pages: int
    total: int


TalkAnswer: TypeAlias = OneTalk | TalkPage | NoTalks
SpeakerAnswer: TypeAlias = SpeakerTalks | SpeakerChoice
EventAnswer: TypeAlias = EventSummary | EventChoice
Answer: TypeAlias = TalkAnswer | SpeakerAnswer | EventAnswer | EventPage | NowOrNext | QuestionAnswer
