"""What people say around a question."""

import re

from bot.search.questions.forms import without_beginning, without_end
from bot.search.questions.phrases import Phrase

_LEVEL = re.compile(r"(?<!\S)(?:beginners?|newbies?|novices?) (?P<filler>friendly|level)(?!\S)")


def without_courtesies(phrase: Phrase) -> Phrase:
    """The question itself."""
    bare = phrase
    while (shorter := without_beginning(bare, "courtesy before")) != bare:
        bare = shorter
    return _without_level(without_end(bare, "courtesy after"))


def _without_level(phrase: Phrase) -> Phrase:
    """What is beginner friendly, or on a beginner level, is for beginners."""
    match = _LEVEL.search(phrase.said)
    return phrase if match is None else phrase.without(phrase.words_at(*match.span("filler")))
