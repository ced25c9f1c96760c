"""Words for a talk's language, for its recording, and for whom its speakers belong to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.languages import LANGUAGE_NAMES
from bot.search.folding import fold
from bot.search.questions.phrases import Phrase

_LANGUAGES = {fold(name): code for code, name in LANGUAGE_NAMES.items()}
_LANGUAGE = "|".join(_LANGUAGES)
_TALKS = r"(?:talks?|sessions?|presentations?|lectures?|workshops?|keynotes?|speakers?)"
_IN_LANGUAGE = re.compile(
    rf"(?<!\S)(?:(?:held |given )?in (?:the )?(?P<after>{_LANGUAGE})(?: language)?(?!\S)"
    rf"|(?P<before>{_LANGUAGE})(?: language| speaking)?(?= {_TALKS}(?!\S)))"
)
_VIDEO = r"(?:recordings?|videos?)(?: available| online)?"
_HAVE = r"(?:(?:that|which|who) )?(?:have|has|had|having|with|got)"
_NOT_RECORDED = (
    rf"(?:without|{_HAVE} no) (?:an? |any )?{_VIDEO}|(?:(?:are|were|is|was) )?not (?:been )?recorded|unrecorded"
)
_RECORDED = (
    rf"{_HAVE} (?:an? |any |the )?{_VIDEO}|(?:(?:that|which) )?(?:are|were|got|have been|has been) recorded"
    r"|recorded(?= talks?)"
)
_WORDS = ((False, _NOT_RECORDED), (True, _RECORDED))
_RECORDINGS = tuple((recorded, re.compile(rf"(?<!\S)(?:{words})(?!\S)")) for recorded, words in _WORDS)
# One talk is asked about otherwise: "has the talk on CNI a recording?".
_SEVERAL = re.compile(
    r"(?:which|what|how many|any|all|only|talks|sessions|recorded|unrecorded|(?:are|is|were|was) there)"
    r"(?! (?:is|was|does|did) the)\b"
)

_PEOPLE = (
    r"(?:some(?:one|body)|any(?:one|body)|people|folks?|speakers?|engineers?|developers?|devs|employees?|staff|experts?"
    r"|maintainers?|presenters?|those|guys)"
)
_AT_WORK = r"(?:(?:who|that) )?(?:(?:is|are|was|were) )?(?:works?|working|worked|employed)? ?(?:from|at|for)"
_FROM_ORG = (
    rf"(?<!\S)(?:by |with )?(?:(?P<people>{_PEOPLE}) {_AT_WORK}|from|by|who works? (?:at|for)|working (?:at|for))(?!\S)"
)
_ORG_PEOPLE = re.compile(rf"(?<!\S)(?:(?:by|from) )?(?:the )?(?P<name>\S+(?: \S+)?) {_PEOPLE}(?!\S)")
_LEAD = re.compile(_FROM_ORG)
_LONGEST = 4
_NO_NAME = re.compile(r"(?:the|a|an|this|that|these|those|my|our|your|his|her|their|its?|all|any|which|what|\d+)\b")
_ENDS_NAME = re.compile(
    r"about|on|at|in|of|for|speak\w*|talk\w*|present\w*|giv\w+|here|there|and|who|that|which|do|did|is|are|was|were"
)


@dataclass(frozen=True, slots=True)
class Belonging:
    """Words that may be the name of whom speakers belong to; `words` are these with what leads to them.

    `certain` says that they are nothing else.
    """

    name: Phrase
    words: slice
    certain: bool


def language_in(phrase: Phrase) -> tuple[str | None, Phrase]:
    """Its code, and the question without it."""
    match = _IN_LANGUAGE.search(phrase.said)
    if match is None:
        return None, phrase
    return _LANGUAGES[match["after"] or match["before"]], phrase.without(phrase.words_at(*match.span()))


def recorded_in(phrase: Phrase) -> tuple[bool | None, Phrase]:
    """Whether talks with a recording are asked for, or such without one."""
    if _SEVERAL.match(phrase.said) is None:
        return None, phrase
    for recorded, words in _RECORDINGS:
        match = words.search(phrase.said)
        if match is not None:
            return recorded, phrase.without(phrase.words_at(*match.span()))
    return None, phrase


def belongings_in(phrase: Phrase) -> Iterator[Belonging]:
    """The longest first of those after the same words."""
    for match in _ORG_PEOPLE.finditer(phrase.said):
        name, words = phrase.group(match, "name"), phrase.words_at(*match.span())
        yield Belonging(name, words, certain=False)
        yield Belonging(name[-1:], slice(words.start + len(name.plain) - 1, words.stop), certain=False)
    for match in _LEAD.finditer(phrase.said):
        lead = phrase.words_at(*match.span())
        certain = match["people"] is not None
        longest = 0 if _NO_NAME.match(phrase[lead.stop :].said) else _name_after(phrase, lead.stop)
        for size in range(longest, 0, -1):
            words = slice(lead.start, lead.stop + size)
            yield Belonging(phrase[lead.stop : words.stop], words, certain=certain)


def _name_after(phrase: Phrase, start: int) -> int:
    """How many words a name that begins there may have."""
    size = 0
    for word in phrase.plain[start : start + _LONGEST]:
        if size and _ENDS_NAME.fullmatch(word):
            break
        size += 1
    return size
