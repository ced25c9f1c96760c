"""Which known words may be meant by a misspelt one."""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from bot.search.index import Index
from bot.search.words import is_unspaced

_TWO_SLIPS_FROM = 5
_THREE_SLIPS_FROM = 9
_LEAST_LIKENESS = 0.62
_SOUNDS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"ph", "f"),
        (r"sch|sh|tsch|tch|cz", "s"),
        (r"ck|[cq]", "k"),
        (r"w", "v"),
        (r"z", "s"),
        (r"dt|th", "t"),
        (r"(?<=.)h", ""),
        (r"(.)\1+", r"\1"),
        (r"[eiy]+", "i"),
        (r"(?<=.)[aou]+", "a"),
    )
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A known word that may be meant, and its place in the vocabulary. `likeness` is 1 for the same spelling."""

    number: int
    word: str
    likeness: float


def near_words(index: Index, word: str, least_talks: int = 1) -> list[Guess]:
    """The words of an index within a few slips of a word, itself left out, that at least so many talks hold."""
    most = reach(word)
    near = _words_within(index, word, min(most, 2), least_talks)
    return near or _words_within(index, word, most, least_talks)


def _words_within(index: Index, word: str, most: int, least_talks: int) -> list[Guess]:
    places = index.letters.within(word, most)
    near = places[index.postings.counts(places) >= least_talks].tolist()
    words = [index.vocabulary[at] for at in near]
    slips = cdist([word], words, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0]
    close = np.flatnonzero(slips <= most).tolist()
    guesses = (Guess(near[at], words[at], likeness(word, words[at], int(slips[at]))) for at in close)
    return [guess for guess in guesses if guess.word != word and guess.likeness]


def near_beginnings(index: Index, word: str) -> list[Guess]:
    """The words of titles and names whose beginning is within a slip of a word that is still being typed."""
    if len(word) < _TWO_SLIPS_FROM - 1:
        return []
    begun = index.words_starting_with(word[0])
    in_heads = np.zeros(len(begun), np.bool_)
    in_heads[index.heads.words[(index.heads.words >= begun.start) & (index.heads.words < begun.stop)] - begun.start] = (
        True
    )
    longer = (np.flatnonzero(in_heads) + begun.start).tolist()
    beginnings = [index.vocabulary[at][: len(word)] for at in longer]
    slips = cdist([word], beginnings, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)[0]
    close = np.flatnonzero(slips <= 1).tolist()
    return [Guess(longer[at], index.vocabulary[longer[at]], likeness(word, beginnings[at], 1)) for at in close]


def reach(word: str) -> int:
    """How many slips are thought possible in a word: few in short ones, where everything is near to everything."""
    return 1 if len(word) < _TWO_SLIPS_FROM else 2 if len(word) < _THREE_SLIPS_FROM else 3


def likeness(typed: str, known: str, slips: int) -> float:
    """1 for the same spelling, less with every slip, 0 where it is too far off to be meant."""
    if typed.isdigit() or known.isdigit() or is_unspaced(known):
        return 0.0
    cost = float(slips)
    if sound(typed) == sound(known) or sorted(typed) == sorted(known):
        cost *= 0.6
    if typed[0] != known[0]:
        cost += 0.5
    alike = 1 - cost / max(len(typed), len(known), 4)
    return alike if alike >= _LEAST_LIKENESS else 0.0


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """What a word sounds like, roughly and in no particular language: "kathryn" and "catrin" are one."""
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    return word
