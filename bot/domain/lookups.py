"""What can be looked up again: the request behind a reply, so that its buttons work long after it was sent."""

from dataclasses import dataclass, field
from typing import TypeAlias

from bot.domain.filters import EVERYTHING, TalkFilter
from bot.domain.questions import Question


@dataclass(frozen=True, slots=True)
class TalkSearch:
    """`on_topic` leaves out talks that merely share words with the query."""

    query: str
    filter: TalkFilter = field(default=EVERYTHING)
    on_topic: bool = False


@dataclass(frozen=True, slots=True)
class TalkListing:
    filter: TalkFilter = field(default=EVERYTHING)


@dataclass(frozen=True, slots=True)
class TalkCard:
    talk_id: int


@dataclass(frozen=True, slots=True)
class SpeakerCard:
    name: str


@dataclass(frozen=True, slots=True)
class EventCard:
    event_id: int


@dataclass(frozen=True, slots=True)
class EventListing:
    pass


@dataclass(frozen=True, slots=True)
class RunningNow:
    pass


@dataclass(frozen=True, slots=True)
class StartingNext:
    pass


# Their answers change with the hour, those to others with the catalog alone.
OF_THE_MOMENT = (RunningNow, StartingNext, Question)

Lookup: TypeAlias = (
    TalkSearch | TalkListing | TalkCard | SpeakerCard | EventCard | EventListing | RunningNow | StartingNext | Question
)
