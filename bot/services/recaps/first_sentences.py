"""What a talk is about in a sentence or two: the first ones of its abstract that say it, word for word."""

import re

from bot.search.sentences import Sentence, sentences

_ENOUGH = 90
_LONGEST = 300
_LOOKED_AT = 1500
_TRIED = 6

# A beginning that leans on what stands before it, or tells of the speakers' greetings rather than of the talk.
_LEANS = re.compile(
    r"(?:and|but|so|then|also|however|therefore|instead|if so|well|yes|no|hi|hello|welcome|join us|"
    r"it|they|he|she|this is why|that is|that's|these|those)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"[#*_=>\-|]|.*:$", re.DOTALL)
_SHORTEST = 25


def first_sentences(abstract: str | None) -> str | None:
    """One sentence, or two neighbouring ones where the first says little and both are short. Never cut inside one,
    but for a first sentence that alone is longer than a whole summary: it is given whole, to be cut where it is drawn.
    """
    found = sentences((abstract or "")[:_LOOKED_AT])
    if not found:
        return None
    at = next((at for at, sentence in enumerate(found[:_TRIED]) if _is_good(sentence)), 0)
    last = at
    if (
        len(found[at].text) < _ENOUGH
        and at + 1 < len(found)
        and _is_paragraph(abstract or "", found[at], found[at + 1])
    ):
        last = at + (found[at + 1].end - found[at].start <= _LONGEST)
    return " ".join((abstract or "")[found[at].start : found[last].end].split())


def _is_good(sentence: Sentence) -> bool:
    text = sentence.text
    if len(text) < _SHORTEST or text.endswith(("?", "？")):
        return False
    return _LEANS.match(text) is None and _HEADING.match(text) is None


def _is_paragraph(text: str, first: Sentence, second: Sentence) -> bool:
    return "\n\n" not in text[first.end : second.start] and _HEADING.match(second.text) is None
