"""Offers while someone is still typing: half a title, a speaker's name, half words, slips."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.search.fields import Field
from bot.search.index import Index
from bot.search.names import fitting_names
from bot.search.spelling import near_beginnings, near_words
from bot.search.views import View, views_of
from bot.search.words import typed_words

_MOST_WORDS = 8
_WHOLE, _BEGUN, _GUESSED, _GUESSED_BEGINNING = 1.0, 0.8, 0.6, 0.4
_LEADS = 0.5

Scores = NDArray[np.float32]


def complete(
    indexes: Sequence[Index], typed: str, *, limit: int = 25, among: Collection[int] | None = None
) -> tuple[int, ...]:
    """Ids of the talks whose title and speakers fit what is typed so far; the newest where nothing is typed."""
    words = typed_words(typed)[:_MOST_WORDS]
    offers = [offer for view in views_of(indexes, among) for offer in _offers(view, words, limit)]
    return tuple(talk_id for *_, talk_id in sorted(offers)[:limit])


def _offers(view: View, words: Sequence[str], limit: int) -> list[tuple[float, float, int, int]]:
    """Each offer as words missed, score and day, both negative so that the best sorts first, and the talk's id."""
    fits = np.zeros(len(view.allowed), np.float32)
    missed = np.zeros(len(view.allowed), np.float32)
    for word in words:
        fit = _fit(view, word)
        fits += fit
        missed += fit == 0
    if words:
        fits += _LEADS * _title_begins_with(view, words[0])
    found = np.flatnonzero(view.allowed & (missed <= len(words) // 3))
    columns = (missed[found], -fits[found], -view.index.held_on[found], view.index.talk_ids[found])
    best = np.lexsort(columns[::-1])[:limit]
    return list(zip(*(column[best].tolist() for column in columns), strict=True))


def _fit(view: View, word: str) -> Scores:
    """How well a typed word fits each talk: whole words before begun ones, guesses only where neither is there."""
    fit = _known(view, word)
    return fit if (fit * view.allowed).any() else _guessed(view, word)


def _known(view: View, word: str) -> Scores:
    fit = np.zeros(len(view.allowed), np.float32)
    heads, begun = view.index.heads, view.index.words_starting_with(word)
    places = np.flatnonzero((heads.words >= begun.start) & (heads.words < begun.stop))
    fit[heads.talks[places]] = _BEGUN
    number = view.index.word_number(word)
    if number is not None:
        fit[heads.talks[places[heads.words[places] == number]]] = _WHOLE
    return fit


def _guessed(view: View, word: str) -> Scores:
    worth = np.zeros(len(view.index.vocabulary), np.float32)
    for guess in near_beginnings(view.index, word):
        worth[guess.number] = _GUESSED_BEGINNING * guess.likeness
    for guess in near_words(view.index, word):
        worth[guess.number] = _GUESSED * guess.likeness
    fit = np.zeros(len(view.allowed), np.float32)
    fits = worth[view.index.heads.words]
    places = np.flatnonzero(fits > 0)
    # In ascending order, so that a talk keeps the best of its words.
    places = places[np.argsort(fits[places], kind="stable")]
    fit[view.index.heads.talks[places]] = fits[places]
    return fit


def _title_begins_with(view: View, word: str) -> NDArray[np.bool_]:
    first = view.index.words[view.index.fields_at[Field.TITLE : -1 : len(Field)]]
    begun = view.index.words_starting_with(word)
    return (first >= begun.start) & (first < begun.stop)


def complete_names(names: Sequence[str], typed: str, limit: int = 25) -> tuple[str, ...]:
    """The names that fit what is typed so far, the best first; the first ones where nothing is typed."""
    if not typed.strip():
        return tuple(names[:limit])
    return tuple(fit.name for fit in fitting_names(names, typed)[:limit])
