"""Talks like a given one: those that share its rare words."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np
from numpy.typing import NDArray

from bot.search.duplicates import Deliveries
from bot.search.fields import WEIGHTS, Field
from bot.search.index import Index
from bot.search.matching import SATURATION
from bot.search.segments import BYTE_TO_WEIGHT
from bot.search.stopwords import content_words
from bot.search.views import View, views_of

_TELLING_FIELDS = (Field.TITLE, Field.TAGS, Field.ABSTRACT)
_MOST_WORDS = 20
# A word that so many of an event's talks have is said of the event, not of the talk.
_BOILERPLATE, _SMALL_EVENT = 0.2, 10
# How many words another talk must share to be like a talk, and what share of the talk's own score it must reach.
_FEWEST_SHARED, _LEAST = 2, 0.12
_LOOKED_AT_FOR_TWINS = 20

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Telling:
    """A word of the talk, how much it tells of it, and how much of it the talk has, between 0 and 1."""

    word: str
    rarity: float
    own: float


def similar(
    indexes: Sequence[Index], talk_id: int, *, limit: int = 5, among: Collection[int] | None = None
) -> tuple[int, ...]:
    """Ids of the talks that are most like a talk, of those that may be found; it and its other deliveries left out."""
    views = views_of(indexes, among)
    found = ((view.index, at) for view in views for at in np.flatnonzero(view.index.talk_ids == talk_id).tolist())
    index, talk = next(found, (None, 0))
    if index is None:
        return ()
    telling = _telling_words(views, index, talk)
    least = _LEAST * sum(each.rarity * each.own**2 for each in telling)
    best = sorted(
        (-score, -held_on, number, at)
        for number, view in enumerate(views)
        for score, held_on, at in _scored(view, telling, least, limit + _LOOKED_AT_FOR_TWINS)
    )
    return _each_once(views, index, talk, [(number, at) for *_, number, at in best], limit)


def _telling_words(views: Sequence[View], index: Index, talk: int) -> list[_Telling]:
    """The words that say most: much in this talk, and in few others."""
    own = _own_weights(index, talk)
    rarities = {word: _rarity(views, word) for word in own}
    saturated = {word: weight / (weight + SATURATION) for word, weight in own.items()}
    words = sorted(own, key=lambda word: (-rarities[word] * saturated[word], word))[:_MOST_WORDS]
    return [_Telling(word, rarities[word], saturated[word]) for word in words if rarities[word]]


def _own_weights(index: Index, talk: int) -> Mapping[str, float]:
    """By word; names of speakers and of the event, and what is said of all its talks, say nothing of this one."""
    named = {*index.texts_of(talk, Field.SPEAKERS), *index.texts_of(talk, Field.EVENT), ""}
    weights: defaultdict[str, float] = defaultdict(float)
    for part in _TELLING_FIELDS:
        words = index.texts_of(talk, part)
        for word in content_words(words):
            weights[word] += WEIGHTS[part].of(1, len(words))
    return {
        word: weight for word, weight in weights.items() if word not in named and not _boilerplate(index, talk, word)
    }


def _boilerplate(index: Index, talk: int, word: str) -> bool:
    event = index.events[talk]
    first, end = index.events.searchsorted([event, event + 1]).tolist()
    number = index.word_number(word)
    if number is None or end - first < _SMALL_EVENT:
        return False
    start, stop = index.postings.talks[index.postings.of(number)].searchsorted([first, end]).tolist()
    return bool(stop - start > _BOILERPLATE * (end - first))


def _rarity(views: Sequence[View], word: str) -> float:
    """0 where no other talk has the word."""
    talks = sum(len(view.allowed) for view in views)
    holding = sum(view.talks_with(word) for view in views)
    return log1p((talks - holding + 0.5) / (holding + 0.5)) if holding > 1 else 0.0


def _scored(view: View, telling: Sequence[_Telling], least: float, count: int) -> list[tuple[float, int, int]]:
    scores, shared = np.zeros(len(view.allowed), np.float32), np.zeros(len(view.allowed), np.int8)
    for each in telling:
        worth = _worth(view.index, each)
        scores += worth
        shared += worth > 0
    scores *= view.allowed & (shared >= _FEWEST_SHARED)
    best = np.argsort(-scores, kind="stable")[:count]
    best = best[scores[best] > least]
    return list(zip(scores[best].tolist(), view.index.held_on[best].tolist(), best.tolist(), strict=True))


def _worth(index: Index, telling: _Telling) -> Scores:
    worth = np.zeros(len(index.talk_ids), np.float32)
    for number in sorted(index.forms(telling.word)):
        row = index.postings.of(number)
        weights = BYTE_TO_WEIGHT[index.postings.weights[row]]
        talks = index.postings.talks[row]
        worth[talks] = np.maximum(worth[talks], weights / (weights + np.float32(SATURATION)))
    return worth * np.float32(telling.rarity * telling.own)


def _each_once(
    views: Sequence[View], index: Index, talk: int, found: Sequence[tuple[int, int]], limit: int
) -> tuple[int, ...]:
    """The first deliveries of the talks found, without those of the given talk."""
    deliveries = Deliveries()
    numbers = {deliveries.add(index, talk)}
    ids: list[int] = []
    for view, at in found:
        number = deliveries.add(views[view].index, at)
        if number not in numbers:
            ids.append(int(views[view].index.talk_ids[at]))
        numbers.add(number)
    return tuple(ids[:limit])
