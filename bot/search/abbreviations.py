"""Abbreviations that a text explains: "Container Network Interface (CNI)"."""

import re
from collections.abc import Iterator

from bot.search.words import typed_words

_SHORT = r"[A-Z][A-Za-z]?[A-Z][A-Z0-9]{0,4}"
_MEANING_FIRST = re.compile(rf"\(({_SHORT})s?\)")
_SHORT_FIRST = re.compile(rf"\b({_SHORT})\s?\(([^()]{{5,100}})\)")
_LONGEST_MEANING = 100


def explained_abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of an abbreviation and the words it stands for, both folded: ("cni", "container network interface")."""
    for match in _MEANING_FIRST.finditer(text):
        before = typed_words(text[max(0, match.start() - _LONGEST_MEANING) : match.start()])
        yield from _pair(match[1], before[-len(match[1]) :])
    for match in _SHORT_FIRST.finditer(text):
        yield from _pair(match[1], typed_words(match[2])[: len(match[1])])


def _pair(abbreviation: str, meaning: list[str]) -> Iterator[tuple[str, str]]:
    letters = abbreviation.lower()
    if "".join(word[0] for word in meaning) == letters:
        yield letters, " ".join(meaning)
