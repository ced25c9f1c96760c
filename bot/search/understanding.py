"""What a query may mean: for each of its words, the known words that can stand for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, log2

from bot.search.related import related_words
from bot.search.spelling import near_words
from bot.search.stopwords import ENGLISH, content_words
from bot.search.synonyms import SYNONYMS
from bot.search.views import View
from bot.search.words import typed_words

_MOST_WORDS = 40
_MOST_GUESSES = 8
_ABOUT_AS_LIKELY = 0.8
_SHORTEST_DOUBTED = 4
_MOST_DOUBTED = 20
_MUCH_COMMONER = 8
# How often a rare word's count must be doubled to reach that of the word which surely is meant.
_NO_DOUBT_LEFT = 8
_MOST_DOUBTS = 3
_SYNONYM = 0.7
_RELATED = 0.5
_LONG_QUERY = 6
_JOINED = 0.95
_GUESS = 0.9
_FOREIGN_FORM = 0.65
_COMPLETION = 0.55
_SHORTEST_COMPLETED = 4
_MOST_COMPLETIONS = 3
_MOST_JOINED = 3


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


def understand(views: Sequence[View], query: str) -> tuple[list[str], list[Term]]:
    """All words as typed, and the terms to look for: stop words and words like no known one are left out."""
    typed = typed_words(query)[:_MOST_WORDS]
    content = list(dict.fromkeys(content_words(typed)))
    terms = [_term(views, word) for word in content]
    terms = _with_neighbours(views, content, terms)
    if len(content) >= _LONG_QUERY:
        terms = [_with_related(term) for term in terms]
    return typed, [term for term in terms if term.readings]


def count(views: Sequence[View], word: str) -> int:
    return sum(view.talks_with(word) for view in views)


def _term(views: Sequence[View], word: str) -> Term:
    known = count(views, word)
    if not known:
        return _unknown(views, word)
    readings = [Reading(word, 1.0), *_synonyms(views, word)]
    if len(word) >= _SHORTEST_DOUBTED and known <= _MOST_DOUBTED:
        readings += _doubts(views, word, known)
    return Term(word, tuple(readings))


def _with_related(term: Term) -> Term:
    """Who asks at length describes the matter, and may not use its words."""
    related = related_words(term.typed)
    if not related:
        return term
    return replace(term, readings=(*term.readings, Reading(related[0], _RELATED, related[1:])))


def _synonyms(views: Sequence[View], word: str) -> list[Reading]:
    learned = {text for view in views for text in view.index.abbreviations.get(word, ())}
    texts = dict.fromkeys((*SYNONYMS.get(word, ()), *sorted(learned)))
    return [Reading(text, _SYNONYM) for text in texts]


def _unknown(views: Sequence[View], word: str) -> Term:
    """A word no talk has: another form of one, a synonym, or a misspelt one."""
    proper = [*_forms(views, word), *_synonyms(views, word)]
    if word in SYNONYMS:
        return Term(word, tuple(proper))
    guesses = [*_guesses(views, word), *_completions(views, word), *_splits(views, word)]
    likely = {reading.text: reading for reading in sorted([*guesses, *proper], key=lambda reading: reading.weight)}
    ordered = sorted(likely.values(), key=lambda reading: (-reading.weight, reading.text))[:_MOST_GUESSES]
    kept = tuple(reading for reading in ordered if reading.weight >= _ABOUT_AS_LIKELY * ordered[0].weight)
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
        replace(guess, weight=guess.weight * min(1.0, log2(count(views, guess.text) / known) / _NO_DOUBT_LEFT))
        for guess in guesses
    ]
    return sorted(doubts, key=lambda doubt: (-doubt.weight, doubt.text))[:_MOST_DOUBTS]


def _completions(views: Sequence[View], word: str) -> list[Reading]:
    """The commonest words that begin with this one."""
    if len(word) < _SHORTEST_COMPLETED:
        return []
    longer = {text for view in views for text in view.index.common_words_starting_with(word, _MOST_COMPLETIONS)}
    return [Reading(text, _COMPLETION) for text in sorted(longer) if count(views, text)]


def _splits(views: Sequence[View], word: str) -> list[Reading]:
    """Two known words run together, if they stand side by side somewhere."""
    halves = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    common = sorted(halves, key=lambda pair: -min(count(views, half) for half in pair))[:3]
    return [
        Reading(" ".join(pair), 0.9)
        for pair in common
        if any(view.allowed[view.talks_at(view.places_of(pair))].any() for view in views)
    ][:1]


def _with_neighbours(views: Sequence[View], words: list[str], terms: list[Term]) -> list[Term]:
    """Neighbouring words may also be one known word ("tensor flow"), or what an abbreviation stands for."""
    found = list(terms)
    for size in (2, 3, 4):
        for at in range(len(words) - size + 1):
            run = words[at : at + size]
            for reading in _joined_readings(views, run):
                for place in range(at, at + size):
                    term = found[place]
                    found[place] = replace(term, readings=(*term.readings, reading))
    return found


def _joined_readings(views: Sequence[View], run: list[str]) -> list[Reading]:
    joined, spaced = "".join(run), " ".join(run)
    texts = {joined: _JOINED} if len(run) <= _MOST_JOINED else {}
    learned = {text for view in views for text in view.index.abbreviations.get(spaced, ())}
    texts |= dict.fromkeys([*SYNONYMS.get(spaced, ()), *sorted(learned)], _SYNONYM)
    return [Reading(text, weight) for text, weight in texts.items() if " " in text or count(views, text)]
