"""A question in plain words, and the plan that it becomes."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.domain.filters import EVERYTHING, TalkFilter


class Wanted(Enum):
    """What kind of answer a question asks for."""

    TALKS = "talks"
    SPEAKERS = "speakers"
    TIME_AND_PLACE = "time and place"
    RECORDING = "recording"
    COUNT = "count"
    SIMILAR = "similar talks"
    RUNNING_NOW = "now"
    STARTING_NEXT = "next"
    PASSAGE = "answer"


class End(Enum):
    """Which one of the talks in the order of time."""

    FIRST = "the first"
    LAST = "the last"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPlan:
    """What is looked up. `topic` holds the words that say what it is about, as they were typed, without those that
    became a part of the filter. `talk_id` or `event_id` is set where one talk or event itself is asked about, `only`
    where it is the first or the last of the talks.

    `named` are the parts in words for a reader, such as ("speaker", "Alex Leong"), ("day", "Friday, 28 October 2022"):
    a day that was relative stands there as the day it was taken for, with its zone.
    """

    wanted: Wanted
    topic: str = ""
    filter: TalkFilter = EVERYTHING
    talk_id: int | None = None
    event_id: int | None = None
    only: End | None = None
    named: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        parts = (self.wanted.value, *(f"{label} {value}" for label, value in self.named))
        return " · ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`asked_at` is what relative days count from. `meant` settles words of the text that could mean several things:
    pairs of those words and a reference to what the asker chose, such as `speaker:Alex Leong`, `event:3` or `talk:12`.
    `after` is the plan of the answer it goes on from, with the one talk that this showed.
    """

    text: str
    asked_at: datetime
    meant: tuple[tuple[str, str], ...] = ()
    after: QuestionPlan | None = None
