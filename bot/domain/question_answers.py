"""What can be answered to a question in plain words. Every fact in it was looked up; nothing is made up."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.lookups import TalkListing, TalkSearch
from bot.domain.questions import Question, QuestionPlan
from bot.domain.room_programmes import NowOrNext


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """`lookup` is the question itself, so that the answer can be given again.

    `corrected` is the topic as it was understood, where its spelling was not taken as it stood.
    """

    lookup: Question
    plan: QuestionPlan
    corrected: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalksFound(_Answered):
    """The first of the talks asked for; `total` counts all, which `all_of_them` lists: None where these are all."""

    talks: tuple[CatalogTalk, ...]
    total: int
    all_of_them: TalkSearch | TalkListing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersFound(_Answered):
    """Who spoke about it, the most to the point first, each with the talk that says so; `total` counts all."""

    speakers: tuple[tuple[str, CatalogTalk], ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAndPlaceFound(_Answered):
    """Of one talk."""

    talk: CatalogTalk


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFound(_Answered):
    """When and where an event is, or was."""

    event: CatalogEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFound(_Answered):
    """The talk may have no recording that is known of; then the answer says so."""

    talk: CatalogTalk


@dataclass(frozen=True, slots=True, kw_only=True)
class CountFound(_Answered):
    """`total` counts the talks that are on the topic, not all that share a word with it; `talks` are the first."""

    total: int
    talks: tuple[CatalogTalk, ...]
    all_of_them: TalkSearch | TalkListing


@dataclass(frozen=True, slots=True, kw_only=True)
class NowOrNextFound(_Answered):
    rooms: NowOrNext


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageFound(_Answered):
    """`passage` stands word for word in the talk's abstract. `others` are the next best talks."""

    talk: CatalogTalk
    passage: str
    others: tuple[CatalogTalk, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One of the things that could be meant: `question` is the question with that settled."""

    label: str
    detail: str
    question: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichOne:
    """Asks back: `words` of the question could mean any of these."""

    lookup: Question
    words: str
    meanings: tuple[Meaning, ...]


class Ignorance(Enum):
    """Why there is no answer."""

    NOT_FOUND = "not found"
    TOO_LITTLE = "too little evidence"
    PRIVATE = "a private matter"
    ABOUT_THE_BOT = "about the bot"
    NOTHING_BEFORE = "nothing to go on from"
    NO_COMING_EVENT = "no coming event"
    NOT_ABOUT_TALKS = "not about talks"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotKnown:
    """`nearest` are the talks that come nearest; `plan` is what was looked for, if it came to that."""

    lookup: Question
    why: Ignorance
    plan: QuestionPlan | None = None
    nearest: tuple[CatalogTalk, ...] = ()


QuestionAnswer: TypeAlias = (
    TalksFound
    | SpeakersFound
    | TimeAndPlaceFound
    | EventFound
    | RecordingFound
    | CountFound
    | NowOrNextFound
    | PassageFound
    | WhichOne
    | NotKnown
)
