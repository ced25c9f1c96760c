"""What a query may mean: for each of its words, the known words that can stand for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from bot.search.spelling import near_words
from bot.search.stopwords import content_words
from bot.search.synonyms import SYNONYMS
from bot.search.views import View
from bot.search.words import typed_words

_MOST_WORDS = 40
_MOST_GUESSES = 8
_RARE = 3
_MUCH_MORE_COMMON = 8
_SYNONYM = 0.7
_JOINED = 0.95
_GUESS = 0.9
_DOUBT = 0.45
_COMPLETION = 0.55
_SHORTEST_COMPLETED = 4
_MOST_JOINED = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a typed word: a known word, or several (parted by spaces) that stand side by side."""

    text: str
    weight: float


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
    return typed, [term for term in terms if term.readings]


def count(views: Sequence[View], word: str) -> int:
    return sum(view.talks_with(word) for view in views)


def _term(views: Sequence[View], word: str) -> Term:
    known = count(views, word)
    if not known:
        return _misspelt(views, word)
    readings = [Reading(word, 1.0), *_synonyms(views, word)]
    if known <= _RARE and len(word) > _RARE:
        readings += _doubts(views, word, known)
    return Term(word, tuple(readings))


def _synonyms(views: Sequence[View], word: str) -> list[Reading]:
    learned = {text for view in views for text in view.index.abbreviations.get(word, ())}
    texts = dict.fromkeys((*SYNONYMS.get(word, ()), *sorted(learned)))
    return [Reading(text, _SYNONYM) for text in texts]


def _misspelt(views: Sequence[View], word: str) -> Term:
    forms = _known_forms(views, word)
    if forms:
        return Term(word, tuple(Reading(form, 0.95) for form in forms), misspelt=False)
    if word in SYNONYMS:
        return Term(word, tuple(Reading(text, _SYNONYM) for text in SYNONYMS[word]))
    guesses = [*_guesses(views, word), *_completions(views, word), *_splits(views, word)]
    guesses.sort(key=lambda guess: (-guess.weight, guess.text))
    return Term(word, tuple(guesses[:_MOST_GUESSES]), misspelt=True)


def _known_forms(views: Sequence[View], word: str) -> list[str]:
    forms = {form for view in views for form in word_forms(view, word)}
    return sorted(form for form in forms if count(views, form))


def word_forms(view: View, word: str) -> list[str]:
    """The other forms of a word that the index holds, in English and in the languages of its talks."""
    forms = dict.fromkeys(view.index.forms(word, "en"))
    for language in sorted(view.index.languages):
        forms |= dict.fromkeys(view.index.forms(word, language))
    return [form for form in forms if form != word]


def _guesses(views: Sequence[View], word: str) -> list[Reading]:
    likeness = {guess.word: guess.likeness for view in views for guess in near_words(view.index, word)}
    counts = {guess: count(views, guess) for guess in likeness}
    return [
        Reading(guess, _GUESS * likeness[guess] * (0.8 + 0.2 * min(1.0, log(1 + times) / 5)))
        for guess, times in counts.items()
        if times
    ]


def _doubts(views: Sequence[View], word: str, known: int) -> list[Reading]:
    """Common words that a rare one may have been meant for; the rare one is not given up."""
    guesses = [guess for guess in _guesses(views, word) if count(views, guess.text) >= known * _MUCH_MORE_COMMON]
    guesses.sort(key=lambda guess: (-guess.weight, guess.text))
    return [replace(guess, weight=guess.weight * _DOUBT / _GUESS) for guess in guesses[:_MOST_GUESSES]]


def _completions(views: Sequence[View], word: str) -> list[Reading]:
    if len(word) < _SHORTEST_COMPLETED:
        return []
    longer = {view.index.vocabulary[at] for view in views for at in view.index.words_starting_with(word)[:200]}
    counted = sorted(((count(views, text), text) for text in longer), reverse=True)[:3]
    return [Reading(text, _COMPLETION) for times, text in counted if times]


def _splits(views: Sequence[View], word: str) -> list[Reading]:
    """Two known words run together, if they stand side by side somewhere."""
    halves = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    common = sorted(halves, key=lambda pair: -min(count(views, half) for half in pair))[:3]
    return [
        Reading(" ".join(pair), 0.9)
        for pair in common
        if all(count(views, half) > 1 for half in pair)
        and any(view.allowed[view.talks_at(view.places_of(pair))].any() for view in views)
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
