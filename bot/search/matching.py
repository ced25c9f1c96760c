"""How well each term of a query is met by each talk."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.segments import BYTE_TO_WEIGHT
from bot.search.understanding import Reading, Term
from bot.search.views import View

Scores = NDArray[np.float32]
# How soon a second mention of a word stops to count: BM25's k1.
_SATURATION = 1.2
_OTHER_FORM = 0.85
_LIKELY = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class ReadingMatch:
    """How well one view's talks meet a reading, from 0 to 1, and the words of the index that it was met by."""

    scores: Scores
    words: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class TermMatch:
    """A term's weight (its rarity), and for each view a row of scores by reading: talks across, 0 for no match.

    `words` holds, for each view, the words of its index by which the term was met.
    """

    term: Term
    weight: float
    by_reading: tuple[Scores, ...]
    words: tuple[frozenset[int], ...]

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
    met = [[_met(view, reading) for reading in term.readings] for view in views]
    rows = [np.stack([match.scores for match in matches]) for matches in met]
    words = tuple(frozenset().union(*(match.words for match in matches)) for matches in met)
    counts = sum(np.count_nonzero(scores, axis=1) for scores in rows)
    rarity = np.log1p((size - counts + 0.5) / (counts + 0.5)) * (counts > 0)
    likelihood = np.array([reading.weight for reading in term.readings]) * (counts > 0)
    # As rare as the commonest likely reading: else a rare wrong guess would win by its rarity.
    weight = float(rarity[likelihood >= _LIKELY * likelihood.max()].min())
    worth = (np.minimum(rarity, weight) * likelihood).astype(np.float32)
    return TermMatch(term, weight, tuple(scores * worth[:, None] for scores in rows), words)


def _met(view: View, reading: Reading) -> ReadingMatch:
    if " " in reading.text:
        mass, numbers = _phrase_mass(view, reading.text.split(" "))
    else:
        mass, numbers = _word_mass(view, (reading.text, *reading.also))
    return ReadingMatch(mass / (mass + np.float32(_SATURATION)), frozenset(numbers))


def _word_mass(view: View, words: Sequence[str]) -> tuple[Scores, list[int]]:
    """The words' weight in each talk, their other forms counted a little less."""
    numbers = sorted(set().union(*(view.index.forms(word) for word in words)))
    if not numbers:
        return np.zeros(len(view.index.talk_ids), np.float32), []
    shares = [1.0 if view.index.vocabulary[number] in words else _OTHER_FORM for number in numbers]
    postings = [view.index.postings.of(number) for number in numbers]
    talks = np.concatenate([view.index.postings.talks[rows] for rows in postings])
    weights = np.concatenate(
        [
            BYTE_TO_WEIGHT[view.index.postings.weights[rows]] * share
            for rows, share in zip(postings, shares, strict=True)
        ]
    )
    return np.bincount(talks, weights, len(view.index.talk_ids)).astype(np.float32), numbers


def _phrase_mass(view: View, words: Sequence[str]) -> tuple[Scores, list[int]]:
    """The weight of the weakest word, where all stand side by side."""
    mass = np.zeros(len(view.index.talk_ids), np.float32)
    talks = view.talks_at(view.places_of(words))
    if not talks.size:
        return mass, []
    numbers = [bisect_left(view.index.vocabulary, word) for word in words]
    mass[talks] = np.minimum.reduce([_exact_mass(view, number)[talks] for number in numbers])
    return mass, numbers


def _exact_mass(view: View, number: int) -> Scores:
    mass = np.zeros(len(view.index.talk_ids), np.float32)
    postings = view.index.postings.of(number)
    mass[view.index.postings.talks[postings]] = BYTE_TO_WEIGHT[view.index.postings.weights[postings]]
    return mass
