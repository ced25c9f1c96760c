"""The words that mean one end of a programme: "the first talk", "her latest talk"."""

import re

from bot.domain.questions import End
from bot.search.questions.phrases import Phrase

_TALK = r"(?:talk|session|presentation|lecture|keynote|workshop|tutorial|panel|speaker|video|recording)"
_WORDS = (
    (End.FIRST, r"(?:very )?first|earliest"),
    (End.LAST, r"(?:very )?last|latest|newest|most recent|final"),
)
_ENDS = tuple((end, re.compile(rf"(?<!\S)(?:{words})(?= (?:\S+ ){{0,2}}?{_TALK}(?!\S))")) for end, words in _WORDS)


def end_in(phrase: Phrase) -> tuple[End | None, Phrase]:
    """And the question without it."""
    for end, words in _ENDS:
        match = words.search(phrase.said)
        if match is not None:
            return end, phrase.without(phrase.words_at(*match.span()))
    return None, phrase
