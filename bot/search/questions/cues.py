"""The words that mean the moment of asking: now, next."""

import re
from enum import Enum

from bot.search.questions.phrases import Phrase


class Cue(Enum):
    NOW = "now"
    NEXT = "next"


_CUES = (
    (
        Cue.NOW,
        re.compile(
            r"(?<!\S)(?:right now|just now|now|currently|at (?:the|this) (?:very )?moment|presently|as we speak)(?!\S)"
        ),
    ),
    (
        Cue.NEXT,
        re.compile(
            r"(?<!\S)(?:(?:up |coming )?next|upcoming|coming up|(?:right )?after (?:this|that)(?: (?:one|talk))?|afterwards|soon)(?!\S)"
        ),
    ),
)


def cue_in(phrase: Phrase) -> tuple[Cue | None, Phrase]:
    """And the question without it."""
    for cue, words in _CUES:
        match = words.search(phrase.said)
        if match is not None:
            return cue, phrase.without(phrase.words_at(*match.span()))
    return None, phrase
