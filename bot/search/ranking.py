"""The talks that answer a query, the best first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.search.duplicates import Deliveries
from bot.search.index import Index
from bot.search.matching import TermMatch, greatest_weight, match_terms
from bot.search.scoring import Candidate, look_closely, score_words
from bot.search.titles import nearest_titles
from bot.search.understanding import understand
from bot.search.views import View, views_of

_LOOKED_AT_FOR_TWINS = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A talk found. `coverage` is the share of the query, by weight, that the talk has words for, and `met` the number
    of those words; `strength` is the score by the query's weight, about 1 for a title that is the query.

    `also_given` names the other deliveries of the same talk.
    """

    talk_id: int
    score: float
    coverage: float
    also_given: tuple[int, ...] = ()
    met: int = 0
    strength: float = 0.0


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`total` counts the talks that match, shown or not. `corrected` is the query as it was understood, where its
    spelling was changed. `nearest` holds talks with similar titles, where nothing was found.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    corrected: str | None = None
    nearest: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """All that was weighed for a query; `candidates` are the talks looked at closely, the best first.

    `known` is the weight of the words that are met at all, `weight` that of all words, unknown ones too.
    """

    views: tuple[View, ...]
    typed: tuple[str, ...]
    matches: tuple[TermMatch, ...]
    known: float
    weight: float
    candidates: tuple[Candidate, ...]
    total: int


def search(indexes: Sequence[Index], query: str, *, limit: int, among: Collection[int] | None = None) -> SearchResult:
    """Search several indexes as if they were one. Only the talks `among` are found, and only their words suggested.

    Any query is answered: at worst with nothing found.
    """
    ranking = rank(indexes, query, among)
    if not ranking.candidates:
        return SearchResult(nearest=nearest_titles(ranking.views, query, limit))
    return SearchResult(_hits(ranking, limit), ranking.total, _corrected(ranking))


def rank(indexes: Sequence[Index], query: str, among: Collection[int] | None) -> Ranking:
    views = views_of(indexes, among)
    understood = understand(views, query)
    matches = match_terms(views, understood.terms)
    scored = [score_words(number, view, matches) for number, view in enumerate(views)]
    best = max((float(words.scores.max(initial=0)) for words in scored), default=0.0)
    candidates = [
        candidate
        for number, (view, words) in enumerate(zip(views, scored, strict=True))
        for candidate in look_closely(number, view, matches, words, best)
    ]
    candidates.sort(key=lambda candidate: (-candidate.score, -candidate.held_on, candidate.talk_id))
    total = sum(int(np.count_nonzero(words.relevant(best))) for words in scored)
    known = sum(match.weight for match in matches)
    weight = known + (understood.unknown + len(understood.terms) - len(matches)) * greatest_weight(views)
    return Ranking(tuple(views), understood.typed, tuple(matches), known, weight, tuple(candidates), total)


def _hits(ranking: Ranking, limit: int) -> tuple[Hit, ...]:
    """The first candidates, each talk once: a further delivery of a talk above only adds to `also_given`."""
    hits: list[Hit] = []
    talks = Deliveries()
    for candidate in ranking.candidates[: limit + _LOOKED_AT_FOR_TWINS]:
        number = talks.add(ranking.views[candidate.view].index, candidate.talk)
        if number < len(hits):
            hits[number] = replace(hits[number], also_given=(*hits[number].also_given, candidate.talk_id))
        elif number < limit:
            hits.append(_hit(ranking, candidate))
    return tuple(hits)


def _hit(ranking: Ranking, candidate: Candidate) -> Hit:
    return Hit(
        talk_id=candidate.talk_id,
        score=candidate.score,
        coverage=round(candidate.coverage * ranking.known / ranking.weight, 4),
        met=candidate.met,
        strength=round(candidate.score / ranking.weight, 4),
    )


def _corrected(ranking: Ranking) -> str | None:
    """The query with each misspelt word as the best talk has it."""
    first = ranking.candidates[0]
    changed = {
        match.term.typed: match.term.readings[match.best_reading(first.view, first.talk)].text
        for match in ranking.matches
        if match.term.misspelt
    }
    return " ".join(changed.get(word, word) for word in ranking.typed) if changed else None
