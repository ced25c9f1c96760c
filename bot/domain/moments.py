"""What a person who types a time may mean."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Moment:
    """`words` say it in full: "Tuesday, 1 December 2026, 09:00 EST (America/Detroit)"."""

    at: datetime
    words: str


class Doubt(StrEnum):
    SEVERAL = "several"
    PAST = "past"
    SKIPPED = "skipped"
    FAR = "far"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """`question` is for who typed it; `choices` are moments that could be meant, the first one first."""

    doubt: Doubt
    question: str
    choices: tuple[Moment, ...] = ()


ReadMoment: TypeAlias = Moment | Doubtful
