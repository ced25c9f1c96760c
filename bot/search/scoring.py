"""What each talk scores for a query: first by its words alone, then, for the best, by how the words stand in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.matching import TermMatch
from bot.search.nearness import Standing, standing
from bot.search.views import View

_LOOKED_AT = 100
# What share of the best score a talk must reach to be found at all.
_RELEVANT = 0.25
# What a talk scores that has none of the query's weight, where 1 is for all of it.
_UNCOVERED = 0.3
# A term is covered in full from a third of its weight on: a passing mention counts for less.
_FULL = np.float32(3)
# Where words stand says little of a talk that lacks most of them: the bonus shrinks with coverage to this power.
_POWER = 2
# Shares of the terms' weight that are added: for each meeting of two terms, for terms in the title and in the names;
# and shares of the query's whole weight, for a title that is nothing but the query and for one that begins with it.
_NEAR, _TITLE, _SPEAKERS, _TITLE_SHARE, _LEADING = 0.4, 0.1, 0.1, 0.07, 0.05


@dataclass(frozen=True, slots=True)
class Candidate:
    """A talk looked at closely: `talk` is its place in the index of the view numbered `view`.

    `words` is the score for its words, `standing` for how they stand in it; `met` counts the terms that it has.
    """

    view: int
    talk: int
    talk_id: int
    held_on: int
    words: float
    standing: float
    coverage: float
    met: int

    @property
    def score(self) -> float:
        return round(self.words + self.standing, 4)


@dataclass(frozen=True, slots=True, eq=False)
class WordScores:
    """For every talk of a view: what its words score, 0 where it may not be found, its share of the query, by weight,
    and how many of its terms it has.
    """

    scores: NDArray[np.float32]
    coverage: NDArray[np.float32]
    met: NDArray[np.uint8]

    def relevant(self, best: float) -> NDArray[np.float32]:
        """The scores, 0 for what is far from the best of all."""
        return np.where(self.scores >= _RELEVANT * best, self.scores, np.float32(0))


def score_words(number: int, view: View, matches: Sequence[TermMatch]) -> WordScores:
    scores = np.zeros(len(view.allowed), np.float32)
    covered = np.zeros(len(view.allowed), np.float32)
    met = np.zeros(len(view.allowed), np.uint8)
    for match in matches:
        best = match.best(number, len(scores))
        scores += best
        met += best > 0
        covered += np.minimum(_FULL * best, np.float32(match.weight))
    coverage = covered / np.float32(sum(match.weight for match in matches) or 1)
    return WordScores(scores * (_UNCOVERED + (1 - _UNCOVERED) * coverage) * view.allowed, coverage, met)


def look_closely(
    number: int, view: View, matches: Sequence[TermMatch], words: WordScores, best: float
) -> list[Candidate]:
    """The best talks of one view, where `best` is the best score of all views."""
    talks = _highest(words.relevant(best), _LOOKED_AT)
    coverage = words.coverage[talks]
    bonus = _bonus(number, view, talks, matches) * coverage**_POWER
    known = (talks, view.index.talk_ids[talks], view.index.held_on[talks])
    columns = (*known, words.scores[talks], bonus, coverage, words.met[talks])
    return [Candidate(number, *row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _highest(scores: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """The places of the highest scores above 0, with all that equal the last of them."""
    good = scores[scores > scores.max(initial=0) / 2]
    if len(good) < count:
        good = scores[scores > 0]
    least = np.partition(good, len(good) - count)[len(good) - count] if len(good) > count else 0
    return np.flatnonzero((scores >= least) & (scores > 0))


def _bonus(number: int, view: View, talks: NDArray[np.intp], matches: Sequence[TermMatch]) -> NDArray[np.float64]:
    weights = np.array([match.weight for match in matches])
    close: Standing = standing(view.index, talks, _terms_of_words(number, view, matches), weights)
    bonus: NDArray[np.float64] = (
        _NEAR * close.near
        + _TITLE * close.title
        + _SPEAKERS * close.speakers
        + weights.sum() * (_TITLE_SHARE * close.title_share + _LEADING * close.leading)
    )
    return bonus


def _terms_of_words(number: int, view: View, matches: Sequence[TermMatch]) -> NDArray[np.int8]:
    """Each word's term: 1 for the first, 0 for none, -1 for a stop word."""
    terms = np.zeros(len(view.index.vocabulary), np.int8)
    terms[list(view.index.stop_words)] = -1
    for at, match in reversed(list(enumerate(matches, 1))):
        terms[list(match.words(number))] = at
    return terms
