"""The words that mean the moment of asking: now, next."""

import re
from enum import Enum

from bot.search.questions.phrases import Phrase


class Cue(Enum):
    NOW = "now"
    NEXT = "next"


_NOW = r"(?:right |just )?now|currently|at (?:the|this) (?:very )?moment|presently|as we speak"
_NEXT = r"(?:up |coming )?next|upcoming|coming up|(?:right )?after (?:this|that)(?: (?:one|talk))?|afterwards|soon"
_CUES = tuple((cue, re.compile(rf"(?<!\S)(?:{words})(?!\S)")) for cue, words in ((Cue.NOW, _NOW), (Cue.NEXT, _NEXT)))


def cue_in(phrase: Phrase) -> tuple[Cue | None, Phrase]:
    """And the question without it."""
    for cue, words in _CUES:
        match = words.search(phrase.said)
        if match is not None:
            return cue, phrase.without(phrase.words_at(*match.span()))
    return None, phrase
