"""Abbreviations that a text explains: "Container Network Interface (CNI)"."""

import re
from collections.abc import Iterator

from bot.search.words import typed_words

_IN_BRACKETS = re.compile(r"((?:[\w'’/-]+\s+){0,7}[\w'’/-]+)\s*\(([A-Z][A-Za-z]?[A-Z][A-Z0-9]{0,4})s?\)")
_BEFORE_BRACKETS = re.compile(r"\b([A-Z][A-Za-z]?[A-Z][A-Z0-9]{0,4})\s*\(((?:[\w'’/-]+\s+){1,7}[\w'’/-]+)\)")


def explained_abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of an abbreviation and the words it stands for, both folded: ("cni", "container network interface")."""
    for match in _IN_BRACKETS.finditer(text):
        yield from _pair(match[2], typed_words(match[1]))
    for match in _BEFORE_BRACKETS.finditer(text):
        yield from _pair(match[1], typed_words(match[2]))


def _pair(abbreviation: str, words: list[str]) -> Iterator[tuple[str, str]]:
    letters = abbreviation.lower()
    meaning = words[-len(letters) :]
    if len(meaning) > 1 and "".join(word[0] for word in meaning) == letters:
        yield letters, " ".join(meaning)
