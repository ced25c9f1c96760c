"""How well names fit what was typed for one: half of it, a nickname, without accents, with slips."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from bot.search.folding import fold
from bot.search.nicknames import NICKNAMES
from bot.search.spelling import likeness, reach
from bot.search.words import spoken_words, typed_words

_WHOLE, _BEGUN, _NICKNAME, _SLIPPED = 1.0, 0.9, 0.85, 0.8
_LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Fit:
    """1 where a name is just what was typed, near 0 where little of it is."""

    name: str
    fit: float


@dataclass(frozen=True, slots=True)
class _Names:
    """`words` ascend; `names_with` gives the numbers of the names that hold a word."""

    names: tuple[str, ...]
    words: tuple[str, ...]
    names_with: dict[str, tuple[int, ...]]
    word_counts: tuple[int, ...]


def fitting_names(names: Sequence[str], typed: str) -> list[Fit]:
    """The names in which every typed word is found somehow, the best first; equal ones in the order given."""
    known = _read(tuple(names))
    typed_in_words = typed_words(typed)
    fits = [_word_fits(known, word) for word in typed_in_words]
    if not fits:
        return []
    common = set(fits[0]).intersection(*fits[1:])
    found = [(_whole_fit(known, number, typed, fits), number) for number in common]
    return [Fit(names[number], fit) for fit, number in sorted(found, key=lambda pair: (-pair[0], pair[1]))]


@lru_cache(maxsize=32)
def _read(names: tuple[str, ...]) -> _Names:
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    words = [_words_of(name) for name in names]
    for number, name_words in enumerate(words):
        for word in name_words:
            numbers[word].append(number)
    names_with = {word: tuple(found) for word, found in numbers.items()}
    return _Names(names, tuple(sorted(names_with)), names_with, tuple(map(len, words)))


@lru_cache(maxsize=50_000)
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spoken_words(name)))


def _word_fits(known: _Names, word: str) -> dict[int, float]:
    """By name, how well its best word fits a typed one; guesses only where no name has the word or begins with it."""
    fits: dict[int, float] = {}
    for other, fit in _likely(known, word) or _guessed(known, word):
        for number in known.names_with[other]:
            fits[number] = max(fit, fits.get(number, 0.0))
    return fits


def _likely(known: _Names, word: str) -> list[tuple[str, float]]:
    begun = known.words[bisect_left(known.words, word) : bisect_left(known.words, word + _LAST_CHARACTER)]
    nicknames = [other for other in sorted(NICKNAMES.get(word, ())) if other in known.names_with]
    whole = [(other, _WHOLE if other == word else _BEGUN) for other in begun]
    return [*whole, *((other, _NICKNAME) for other in nicknames)]


def _guessed(known: _Names, word: str) -> list[tuple[str, float]]:
    slips = cdist([word], known.words, scorer=OSA.distance, score_cutoff=reach(word), dtype=np.uint8)[0]
    near = [(known.words[at], int(slips[at])) for at in np.flatnonzero(slips <= reach(word)).tolist()]
    return [(other, _SLIPPED * likeness(word, other, slip)) for other, slip in near if likeness(word, other, slip)]


def _whole_fit(known: _Names, number: int, typed: str, fits: list[dict[int, float]]) -> float:
    """Mostly how well the typed words fit, a little how much of the name they are."""
    if fold(known.names[number]).split() == fold(typed).split():
        return 1.0
    fit = sum(by_name[number] for by_name in fits) / len(fits)
    share = min(1.0, len(fits) / known.word_counts[number])
    begins = fold(known.names[number]).startswith(fold(typed).strip())
    return 0.8 * fit + 0.1 * share + 0.05 * begins
