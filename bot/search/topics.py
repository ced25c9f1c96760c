"""Which talks are on a topic: fewer than those that share a word with it, all of them and not only the best."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from bot.search.evidence import SEVERAL, SHARE
from bot.search.fields import Field
from bot.search.index import Index
from bot.search.matching import TermMatch, greatest_weight, match_terms
from bot.search.ranking import SearchResult, search
from bot.search.scoring import score_words
from bot.search.understanding import Understood, understand
from bot.search.views import View, views_of

# What share of the topic, by weight, a talk speaks of more than in passing, and of the best talk's score it reaches.
_COVERED, _LEAST = 0.7, 0.55
_NAMING = (Field.TITLE, Field.TAGS)
# Whom a talk is for, it says in many words.
_LEVELS = ("beginner", "beginners", "newcomer", "newcomers", "novice", "novices", "introductory")


def on_topic(
    indexes: Sequence[Index], topic: str, among: Collection[int] | None = None, *, chiefly: bool = False
) -> frozenset[int]:
    """Ids of all talks on it, each delivery of a talk counted; `chiefly` leaves out others than those that name it, if
    any does.
    """
    views = views_of(indexes, among)
    understood = understand(views, topic, _LEVELS)
    ids = _ids(views, understood)
    if ids or not understood.unknown:
        return (_named(views, understood) & ids or ids) if chiefly else ids
    # For a word that no talk has, others of the same matter do.
    unknown = set(understood.typed).difference(term.typed for term in understood.terms)
    return _ids(views, understand(views, topic, {*_LEVELS, *unknown}))


def _ids(views: Sequence[View], understood: Understood) -> frozenset[int]:
    matches = match_terms(views, understood.terms)
    if not matches:
        return frozenset()
    known = sum(match.weight for match in matches)
    unknown = understood.unknown + len(understood.terms) - len(matches)
    share = known / (known + unknown * greatest_weight(views))
    # A word that was not typed as talks have it cannot be met in full.
    likelihood = sum(match.weight * max(one.weight for one in match.term.readings) for match in matches) / known
    scored = [score_words(number, view, matches) for number, view in enumerate(views)]
    best = max(float(words.scores.max(initial=0)) for words in scored)
    ids: set[int] = set()
    for number, (view, words) in enumerate(zip(views, scored, strict=True)):
        covered = words.coverage * share
        speaks_of_it = (covered >= _COVERED * likelihood) | ((words.met >= SEVERAL) & (covered >= SHARE))
        for talk in np.flatnonzero(speaks_of_it & (words.scores > 0)).tolist():
            if words.scores[talk] >= _LEAST * best or _is_named(number, view, talk, matches):
                ids.add(int(view.index.talk_ids[talk]))
    return frozenset(ids)


def _named(views: Sequence[View], understood: Understood) -> frozenset[int]:
    matches = match_terms(views, understood.terms)
    return frozenset(
        int(view.index.talk_ids[talk])
        for number, view in enumerate(views)
        for talk in np.flatnonzero(score_words(number, view, matches).scores > 0).tolist()
        if _is_named(number, view, talk, matches)
    )


def _is_named(number: int, view: View, talk: int, matches: Sequence[TermMatch]) -> bool:
    """Whether title and tags have all of the topic: what is named there, the talk is on, however little it says."""
    words = {word for part in _NAMING for word in view.index.field_words(talk, part).tolist()}
    return all(not words.isdisjoint(match.words(number)) for match in matches)


def search_topic(
    indexes: Sequence[Index], topic: str, *, limit: int, among: Collection[int] | None = None
) -> SearchResult:
    """Of what a search finds, the talks on the topic; `total` counts them all. Where none is, `nearest` holds what it
    found, or similar titles.
    """
    found = search(indexes, topic, limit=limit, among=among)
    ids = on_topic(indexes, topic, among)
    hits = tuple(hit for hit in found.hits if not ids.isdisjoint((hit.talk_id, *hit.also_given)))
    if not hits:
        return SearchResult(nearest=found.nearest or tuple(hit.talk_id for hit in found.hits))
    return replace(found, hits=hits, total=len(ids))
