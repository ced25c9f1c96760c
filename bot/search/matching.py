"""How well each term of a query is met by each talk."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.search.readings import Reading, Term
from bot.search.segments import BYTE_TO_WEIGHT
from bot.search.views import View

Scores: TypeAlias = NDArray[np.float32]
# The words of the index that are met, the talks that hold them, ascending, and their weight in each.
Mass: TypeAlias = tuple[Sequence[int], NDArray[np.intp], Scores]
_NOTHING: Mass = ((), np.empty(0, np.intp), np.empty(0, np.float32))
# How soon a second mention of a word stops to count: BM25's k1.
SATURATION = 1.2
_OTHER_FORM = 0.85
# Of several words that may stand for one, those are left out that more than every tenth talk has, if that is many.
_TELLING, _FEW = 10, 20
_LIKELY = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class ReadingMatch:
    """The talks of one view that meet a reading, ascending, how well each does, and by which words of the index."""

    talks: NDArray[np.intp]
    scores: Scores
    words: frozenset[int]

    def scaled(self, share: np.float32) -> "ReadingMatch":
        return ReadingMatch(self.talks, self.scores * share, self.words)

    def score(self, talk: int) -> float:
        at = int(self.talks.searchsorted(talk))
        return float(self.scores[at]) if at < len(self.talks) and self.talks[at] == talk else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class TermMatch:
    """A term's weight (its rarity), and for each view how well its talks meet each of the readings."""

    term: Term
    weight: float
    readings: tuple[tuple[ReadingMatch, ...], ...]

    def best(self, view: int, size: int) -> Scores:
        """For every talk the score of the reading that it meets best, 0 where it meets none."""
        best = np.zeros(size, np.float32)
        for match in self.readings[view]:
            best[match.talks] = np.maximum(best[match.talks], match.scores)
        return best

    def best_reading(self, view: int, talk: int) -> int:
        """The reading that a talk meets best; the likeliest one where it meets none."""
        scores = [match.score(talk) for match in self.readings[view]]
        return scores.index(max(scores))

    def words(self, view: int) -> set[int]:
        """The words of the view's index by which the term is met."""
        return set().union(*(match.words for match in self.readings[view]))


def match_terms(views: Sequence[View], terms: Sequence[Term]) -> list[TermMatch]:
    size = sum(len(view.index.talk_ids) for view in views)
    if not size:
        return []
    return [match for term in terms if (match := _match(views, term, size)).weight]


def greatest_weight(views: Sequence[View]) -> float:
    """What a word weighs that no talk has."""
    return _rarity(sum(len(view.index.talk_ids) for view in views), 0)


def _rarity(talks: int, holding: int) -> float:
    return log1p((talks - holding + 0.5) / (holding + 0.5))


def _match(views: Sequence[View], term: Term, size: int) -> TermMatch:
    met = [[_met(view, reading) for reading in term.readings] for view in views]
    counts = np.sum([[len(match.talks) for match in matches] for matches in met], axis=0)
    rarity = np.array([_rarity(size, holding) if holding else 0.0 for holding in counts.tolist()])
    likelihood = np.array([reading.weight for reading in term.readings]) * (counts > 0)
    # As rare as the commonest likely reading: else a rare wrong guess would win by its rarity.
    weight = float(rarity[likelihood >= _LIKELY * likelihood.max()].min())
    worth = (np.minimum(rarity, weight) * likelihood).astype(np.float32)
    scaled = [tuple(match.scaled(share) for match, share in zip(matches, worth, strict=True)) for matches in met]
    return TermMatch(term, weight, tuple(scaled))


def _met(view: View, reading: Reading) -> ReadingMatch:
    """Scores lie between 0 and 1."""
    if " " in reading.text:
        numbers, talks, mass = _phrase_mass(view, reading.text.split(" "))
    else:
        numbers, talks, mass = _word_mass(view, reading)
    return ReadingMatch(talks, mass / (mass + np.float32(SATURATION)), frozenset(numbers))


def _word_mass(view: View, reading: Reading) -> Mass:
    """The words' weight in each talk, their other forms counted a little less."""
    words = (reading.text, *reading.also)
    numbers = _several(view, words) if reading.also else sorted(view.index.forms(reading.text))
    if len(numbers) == 1 and view.index.vocabulary[numbers[0]] in words:
        return numbers, *_own_mass(view, numbers[0])
    if not numbers:
        return _NOTHING
    shares = [1.0 if view.index.vocabulary[number] in words else _OTHER_FORM for number in numbers]
    rows = [view.index.postings.of(number) for number in numbers]
    talks = np.concatenate([view.index.postings.talks[row] for row in rows])
    weights = BYTE_TO_WEIGHT[np.concatenate([view.index.postings.weights[row] for row in rows])]
    weights *= np.repeat(np.array(shares, np.float32), [row.stop - row.start for row in rows])
    mass = np.bincount(talks, weights, len(view.index.talk_ids)).astype(np.float32)
    holding = np.flatnonzero(mass > 0)
    return numbers, holding, mass[holding]


def _several(view: View, words: Sequence[str]) -> list[int]:
    """The forms of several words, without those that so many talks have that they tell nothing of any."""
    numbers = np.array(sorted(set[int]().union(*map(view.index.english_forms, words))), np.intp)
    most = max(_FEW, len(view.allowed) // _TELLING)
    telling: list[int] = numbers[view.index.postings.counts(numbers) <= most].tolist()
    return telling


def _phrase_mass(view: View, words: Sequence[str]) -> Mass:
    """The weight of the weakest word, where all stand side by side."""
    talks = view.talks_at(view.places_of(words))
    if not talks.size:
        return _NOTHING
    numbers = [bisect_left(view.index.vocabulary, word) for word in words]
    masses = (_own_mass(view, number) for number in numbers)
    return numbers, talks, np.minimum.reduce([mass[of.searchsorted(talks)] for of, mass in masses])


def _own_mass(view: View, number: int) -> tuple[NDArray[np.intp], Scores]:
    postings = view.index.postings.of(number)
    return view.index.postings.talks[postings].astype(np.intp), BYTE_TO_WEIGHT[view.index.postings.weights[postings]]
