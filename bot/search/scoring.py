"""What each talk scores for a query: first by its words alone, then, for the best, by how the words stand in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.matching import TermMatch
from bot.search.nearness import Standing, standing
from bot.search.stopwords import ENGLISH
from bot.search.understanding import word_forms
from bot.search.views import View

_LOOKED_AT = 150
# What a talk scores that has none of the query's weight, where 1 is for all of it.
_UNCOVERED = 0.4
_NEAR, _TITLE, _SPEAKERS, _TITLE_SHARE, _LEADING = 0.4, 0.2, 0.2, 0.1, 0.05


@dataclass(frozen=True, slots=True)
class Candidate:
    """A talk looked at closely: `talk` is its place in the index of the view numbered `view`.

    `words` is the score for its words, `standing` for how they stand in it.
    """

    view: int
    talk: int
    talk_id: int
    held_on: int
    words: float
    standing: float
    coverage: float

    @property
    def score(self) -> float:
        return round(self.words + self.standing, 4)


@dataclass(frozen=True, slots=True)
class Scored:
    """The best talks of one view, and how many match in all."""

    candidates: tuple[Candidate, ...]
    total: int


def score_view(number: int, view: View, matches: Sequence[TermMatch]) -> Scored:
    scores, coverage = _word_scores(number, view, matches)
    talks = _highest(scores, _LOOKED_AT)
    bonus = _bonus(view, talks, matches)
    columns = (talks, view.index.talk_ids[talks], view.index.held_on[talks], scores[talks], bonus, coverage[talks])
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return Scored(tuple(Candidate(number, *row) for row in rows), int(np.count_nonzero(scores)))


def _word_scores(
    number: int, view: View, matches: Sequence[TermMatch]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For every talk the score, 0 where it may not be found, and the share of the query's weight it has."""
    scores = np.zeros(len(view.allowed), np.float32)
    covered = np.zeros(len(view.allowed), np.float32)
    for match in matches:
        best = match.best(number)
        scores += best
        covered += np.where(best > 0, np.float32(match.weight), np.float32(0))
    coverage = covered / np.float32(sum(match.weight for match in matches) or 1)
    return scores * (_UNCOVERED + (1 - _UNCOVERED) * coverage) * view.allowed, coverage


def _highest(scores: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """The places of the highest scores above 0, with all that equal the last of them."""
    count = min(count, int(np.count_nonzero(scores)))
    if not count:
        return np.empty(0, np.intp)
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    return np.flatnonzero(scores >= least)


def _bonus(view: View, talks: NDArray[np.intp], matches: Sequence[TermMatch]) -> NDArray[np.float64]:
    weights = np.array([match.weight for match in matches])
    close: Standing = standing(view.index, talks, _terms_of_words(view, matches), weights)
    bonus: NDArray[np.float64] = (
        _NEAR * close.near
        + _TITLE * close.title
        + _SPEAKERS * close.speakers
        + weights.sum() * (_TITLE_SHARE * close.title_share + _LEADING * close.leading)
    )
    return bonus


def _terms_of_words(view: View, matches: Sequence[TermMatch]) -> NDArray[np.int8]:
    """Each word's term: 1 for the first, 0 for none, -1 for a stop word."""
    terms = np.zeros(len(view.index.vocabulary), np.int8)
    _mark(view, terms, ENGLISH, -1)
    for at, match in reversed(list(enumerate(matches, 1))):
        for reading in match.term.readings:
            for word in reading.text.split(" "):
                _mark(view, terms, (word, *word_forms(view, word)), at)
    return terms


def _mark(view: View, terms: NDArray[np.int8], words: Iterable[str], mark: int) -> None:
    for word in words:
        number = view.index.word_number(word)
        if number is not None:
            terms[number] = mark
