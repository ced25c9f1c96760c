"""What a typed word may stand for: itself, its synonyms, or known words that it may be a slip for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, log2

from bot.search.everyday import is_everyday
from bot.search.nicknames import NICKNAMES
from bot.search.spelling import near_words
from bot.search.splitting import halves_of, side_by_side
from bot.search.stopwords import ENGLISH
from bot.search.synonyms import SYNONYMS
from bot.search.views import View

# How far readings count that are not the typed word itself.
_SYNONYM, _NICKNAME = 0.85, 0.5
_GUESS, _FOREIGN_FORM, _COMPLETION, _SPLIT, _KNOWN_SPLIT = 0.9, 0.65, 0.55, 0.9, 0.85
_MOST_GUESSES = 8
_ABOUT_AS_LIKELY = 0.8
# A known word is doubted if few talks have it, and many more have one that is spelt nearly like it:
# the more often its count must be doubled to reach theirs, the more.
_SHORTEST_DOUBTED = 4
_MOST_DOUBTED = 12
_MUCH_COMMONER = 8
_DOUBLINGS_TO_BE_SURE = 8
_MOST_DOUBTS = 3
_SHORTEST_COMPLETED = 4
_MOST_COMPLETIONS = 3
_MOST_SPLITS = 3
_SHORTEST_HALF = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a typed word: a known word, or several (parted by spaces) that stand side by side.

    The words of `also` count like it.
    """

    text: str
    weight: float
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A typed word and its readings, the most likely first. A misspelt one is not known as it was typed."""

    typed: str
    readings: tuple[Reading, ...]
    misspelt: bool = False


def term_of(views: Sequence[View], word: str) -> Term:
    known = count(views, word)
    if not known:
        return _unknown(views, word)
    readings = [Reading(word, 1.0), *synonyms_of(views, word), *_nicknames(word), *_known_splits(views, word)]
    if len(word) >= _SHORTEST_DOUBTED and known <= _MOST_DOUBTED:
        readings += _doubts(views, word, known)
    return Term(word, tuple(readings))


def count(views: Sequence[View], word: str) -> int:
    """How many of the talks that may be found hold a word."""
    return sum(view.talks_with(word) for view in views)


def synonyms_of(views: Sequence[View], text: str) -> list[Reading]:
    """What it is also called, by the words of the trade and by what the catalog's texts explain; phrases too."""
    learned = {other for view in views for other in view.explained(text)}
    others = dict.fromkeys((*SYNONYMS.get(text, ()), *sorted(learned)))
    return [Reading(other, _SYNONYM) for other in others]


def _nicknames(word: str) -> list[Reading]:
    first, *others = sorted(NICKNAMES.get(word, ())) or [""]
    return [Reading(first, _NICKNAME, tuple(others))] if first else []


def _unknown(views: Sequence[View], word: str) -> Term:
    """A word no talk has: another form of one, a synonym, or a misspelt one."""
    proper = [*_forms(views, word), *synonyms_of(views, word)]
    if word in SYNONYMS or is_everyday(word):
        return Term(word, tuple(proper))
    guesses = [*_guesses(views, word), *_completions(views, word), *_splits(views, word)]
    likely = {reading.text: reading for reading in sorted([*guesses, *proper], key=lambda reading: reading.weight)}
    kept = tuple(_likeliest(likely.values())[:_MOST_GUESSES])
    return Term(word, kept, misspelt=not proper or kept[0] not in proper)


def _forms(views: Sequence[View], word: str) -> list[Reading]:
    english = {view.index.vocabulary[at] for view in views for at in view.index.forms(word)}
    foreign = {view.index.vocabulary[at] for view in views for at in view.index.foreign_forms(word)}
    likeness = dict.fromkeys(foreign, _FOREIGN_FORM) | dict.fromkeys(english, 1.0)
    return _weighed(views, likeness)


def _guesses(views: Sequence[View], word: str, least_talks: int = 1) -> list[Reading]:
    """Known words spelt nearly like this one that at least so many talks of an index hold."""
    near = (guess for view in views for guess in near_words(view.index, word, least_talks))
    return _weighed(views, {guess.word: guess.likeness for guess in near})


def _weighed(views: Sequence[View], likeness: Mapping[str, float]) -> list[Reading]:
    """Known words as readings: by their likeness, a common one before a rare one. Nobody looks for a stop word."""
    counts = {word: count(views, word) for word in likeness if word not in ENGLISH}
    return [
        Reading(word, _GUESS * likeness[word] * (0.8 + 0.2 * min(1.0, log(1 + times) / 5)))
        for word, times in counts.items()
        if times
    ]


def _doubts(views: Sequence[View], word: str, known: int) -> list[Reading]:
    """Far commoner words that a known one may have been meant for; the known one is not given up."""
    guesses = _guesses(views, word, known * _MUCH_COMMONER)
    doubts = [
        replace(guess, weight=guess.weight * min(1.0, log2(count(views, guess.text) / known) / _DOUBLINGS_TO_BE_SURE))
        for guess in guesses
    ]
    return _likeliest(doubts)[:_MOST_DOUBTS]


def _likeliest(readings: Iterable[Reading]) -> list[Reading]:
    """The best, and those about as good."""
    ordered = sorted(readings, key=lambda reading: (-reading.weight, reading.text))
    return [reading for reading in ordered if reading.weight >= _ABOUT_AS_LIKELY * ordered[0].weight]


def _completions(views: Sequence[View], word: str) -> list[Reading]:
    """The commonest words that begin with this one."""
    if len(word) < _SHORTEST_COMPLETED:
        return []
    longer = {text for view in views for text in view.index.common_words_starting_with(word, _MOST_COMPLETIONS)}
    return [Reading(text, _COMPLETION) for text in sorted(longer) if count(views, text)]


def _known_splits(views: Sequence[View], word: str) -> list[Reading]:
    """A known word that others write as two: "pymc3" and "PyMC 3"."""
    halves = [(one, other) for one, other in halves_of(word, _SHORTEST_HALF) if not {one, other} & ENGLISH]
    return [Reading(text, _KNOWN_SPLIT) for text in side_by_side(views, halves, 1)]


def _splits(views: Sequence[View], word: str) -> list[Reading]:
    """Two known words run together."""
    return [Reading(text, _SPLIT) for text in side_by_side(views, halves_of(word, 2), _MOST_SPLITS)[:1]]
