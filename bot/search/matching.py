"""How well each term of a query is met by each talk."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.segments import BYTE_TO_WEIGHT
from bot.search.understanding import Reading, Term, word_forms
from bot.search.views import View

Scores = NDArray[np.float32]
# How soon a second mention of a word stops to count: BM25's k1.
_SATURATION = 1.5
_OTHER_FORM = 0.85


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term's weight (its rarity), and for each view a row of scores by reading: talks across, 0 for no match."""

    term: Term
    weight: float
    by_reading: tuple[Scores, ...]

    def best(self, view: int) -> Scores:
        best: Scores = self.by_reading[view].max(axis=0)
        return best

    def best_reading(self, view: int, talk: int) -> int:
        """The reading that a talk meets best; the likeliest one where it meets none."""
        return int(self.by_reading[view][:, talk].argmax())


def match_terms(views: Sequence[View], terms: Sequence[Term]) -> list[TermMatch]:
    size = sum(len(view.index.talk_ids) for view in views)
    return [match for term in terms if (match := _match(views, term, size)).weight]


def _match(views: Sequence[View], term: Term, size: int) -> TermMatch:
    met = [np.stack([_met(view, reading) for reading in term.readings]) for view in views]
    counts = sum(np.count_nonzero(rows, axis=1) for rows in met)
    rarity = np.log1p((size - counts + 0.5) / (counts + 0.5)) * (counts > 0)
    # A reading is worth no more than the likeliest one: else a rare wrong guess would win by its rarity.
    weight = float(rarity[np.argmax(counts > 0)])
    worth = (np.minimum(rarity, weight) * [reading.weight for reading in term.readings]).astype(np.float32)
    return TermMatch(term, weight, tuple(rows * worth[:, None] for rows in met))


def _met(view: View, reading: Reading) -> Scores:
    """Between 0 and 1: how much a talk is about a reading."""
    words = reading.text.split(" ")
    mass = _phrase_mass(view, words) if len(words) > 1 else _word_mass(view, reading.text)
    return mass / (mass + np.float32(_SATURATION))


def _word_mass(view: View, word: str) -> Scores:
    mass = _exact_mass(view, word)
    for form in word_forms(view, word):
        mass += _OTHER_FORM * _exact_mass(view, form)
    return mass


def _exact_mass(view: View, word: str) -> Scores:
    mass = np.zeros(len(view.index.talk_ids), np.float32)
    number = view.index.word_number(word)
    if number is not None:
        postings = view.index.postings(number)
        mass[view.index.posting_talks[postings]] = BYTE_TO_WEIGHT[view.index.posting_weights[postings]]
    return mass


def _phrase_mass(view: View, words: Sequence[str]) -> Scores:
    talks = view.talks_at(view.places_of(words))
    mass = np.zeros(len(view.index.talk_ids), np.float32)
    mass[talks] = np.minimum.reduce([_exact_mass(view, word)[talks] for word in words])
    return mass
