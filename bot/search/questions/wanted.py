"""What a question wants to be told: its kind, and where in it a speaker or a talk stands."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Wanted(StrEnum):
    TALKS = "talks"
    SPEAKERS = "speakers"
    TIME_AND_PLACE = "time and place"
    COUNT = "count"
    RECORDING = "recording"
    ALIKE = "alike"
    PROGRAMME = "programme"
    PASSAGE = "passage"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Slot:
    """Words of the question that stand where a speaker's name would; `surely` where nothing else could."""

    text: str
    surely: bool


_TALK = r"(?:talks?|sessions?|presentations?|keynotes?|workshops?|lectures?)"
_SPEAK = r"(?:talk(?:s|ed|ing)?|speak(?:s|ing)?|spoke|present(?:s|ed|ing)?|say|said|giv(?:e|es|ing)|gave|discuss\w*)"

_KINDS: tuple[tuple[Wanted, re.Pattern[str]], ...] = tuple(
    (wanted, re.compile(pattern))
    for wanted, pattern in (
        (Wanted.PRIVATE, r"\b(?:phone|telephone|mobile) ?numbers?\b|\be-?mail(?: address)?\b|\b(?:home|private) address\b"),
        (Wanted.PRIVATE, r"\bhow old is\b|\bsalary of\b|\bis \w+ (?:\w+ )?(?:married|single)\b"),
        (Wanted.COUNT, rf"\bhow many (?:\w+ )?{_TALK}|\bnumber of {_TALK}|\bcount (?:the )?{_TALK}"),
        (Wanted.RECORDING, r"\b(?:where|link|is there|are there|have|find|show|give|can i|could i|how)\b.*\b(?:recordings?|videos?|watch|youtube)\b"),
        (Wanted.RECORDING, r"^(?:the )?(?:recordings?|videos?) (?:of|for|from)\b|^watch\b"),
        (Wanted.ALIKE, rf"\b(?:{_TALK}|something|anything|more) (?:like|similar to|related to)\b|\bsimilar {_TALK}"),
        (Wanted.SPEAKERS, rf"^(?:and )?(?:who|which (?:speakers?|people)|what speakers?)\b(?! is\b| are\b| was\b| were\b)"),
        (Wanted.SPEAKERS, rf"^who (?:is|are|was|were) (?:the (?:speakers?|people) |{_SPEAK})"),
        (Wanted.TIME_AND_PLACE, r"^(?:and )?(?:when|where|(?:at )?what time|(?:in )?(?:which|what) room)\b"),
        (Wanted.PROGRAMME, r"^(?:what(?:s|'s| is| are| was| will be)?|which talks? (?:is|are)|anything) (?:on|happening|running|going on|there|scheduled)\b"),
        (Wanted.TALKS, rf"\bwh(?:ich|at) (?:\w+ ){{0,2}}{_TALK}\b|^(?:list|show|find|give)(?: me)?(?: all| the| some| any)* (?:\w+ )?{_TALK}"),
        (Wanted.TALKS, rf"^(?:are|is|were|was) there (?:any |a |some )?(?:\w+ )?{_TALK}|^(?:any|all|some) (?:\w+ )?{_TALK}|^{_TALK} (?:by|on|about|from|at)\b"),
        (Wanted.TALKS, rf"^what (?:did|does|do|will|has|have|is|was) .+ {_SPEAK}\b|^who is\b|\bother {_TALK}\b"),
    )
)
_SLOTS = tuple(
    (re.compile(pattern), surely)
    for pattern, surely in (
        (rf"^what (?:did|does|do|will|has|have|is|was) (?P<who>.+?) {_SPEAK}\b", True),
        (rf"\b(?:when|where|what time) (?:does|did|will|is|was|has) (?P<who>.+?) {_SPEAK}\b", False),
        (rf"\b(?:has|did|does|will) (?P<who>.+?) (?:ever )?{_SPEAK}\b", False),
        (rf"\b(?:{_TALK}|recordings?|videos?)(?: given| held| presented)? (?:by|with) (?P<who>.+?)(?= (?:at|in|on|about|from|with)\b|$)", True),
        (r"\b(?:by|with) (?P<who>[^ ]+(?: [^ ]+){0,3}?)(?= (?:at|in|on|about|from)\b|$)", False),
        (rf"(?:^|\b(?:of|is|are|was|about|for|find|show|me|to|all|watch) )(?P<who>[^ ]+(?: [^ ]+){{0,3}}?)'s? (?:other |last |next |latest )?(?:{_TALK}|recordings?|videos?)", False),
        (r"^who is (?P<who>.+)$", True),
    )
)
_BEGINNER = re.compile(r"\b(?:for )?(?:absolute |complete )?(?:beginners?|newcomers?|newbies|novices?|introductory|introduction to|intro to)\b")


def wanted_in(text: str) -> Wanted:
    """Of the folded text without its question mark."""
    return next((wanted for wanted, pattern in _KINDS if pattern.search(text)), Wanted.PASSAGE)


def speaker_slot(text: str) -> Slot | None:
    for pattern, surely in _SLOTS:
        if match := pattern.search(text):
            return Slot(match["who"], surely)
    return None


def without_level(text: str) -> tuple[bool, str]:
    """Whether beginners are meant, and the text without saying so."""
    rest = " ".join(_BEGINNER.sub(" ", text).split())
    return rest != text, rest
