"""Why a talk was found: which word matched where, and what it added."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.search.fields import Field
from bot.search.index import Index
from bot.search.matching import TermMatch
from bot.search.ranking import Ranking, rank
from bot.search.scoring import Candidate
from bot.search.views import View


@dataclass(frozen=True, slots=True)
class Matched:
    """A typed word, what it was read as, the fields ("title", "abstract") that hold it, and the score it gave."""

    typed: str
    read_as: str
    fields: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The parts of a talk's score: `coverage` scales what the words gave, `standing` is added for where they stand."""

    talk_id: int
    score: float
    matched: tuple[Matched, ...]
    coverage: float
    standing: float


def explain(
    indexes: Sequence[Index], query: str, *, limit: int, among: Collection[int] | None = None
) -> tuple[Explanation, ...]:
    """The explanations of a search's best talks, deliveries of one talk apart."""
    ranking = rank(indexes, query, among)
    return tuple(_explanation(ranking, candidate) for candidate in ranking.candidates[:limit])


def _explanation(ranking: Ranking, candidate: Candidate) -> Explanation:
    view = ranking.views[candidate.view]
    matched = [_matched(view, match, candidate) for match in ranking.matches]
    return Explanation(
        talk_id=candidate.talk_id,
        score=candidate.score,
        matched=tuple(match for match in matched if match.score),
        coverage=round(candidate.coverage, 4),
        standing=round(candidate.standing, 4),
    )


def _matched(view: View, match: TermMatch, candidate: Candidate) -> Matched:
    best = match.best_reading(candidate.view, candidate.talk)
    read_as = match.term.readings[best].text
    score = match.readings[candidate.view][best].score(candidate.talk)
    return Matched(match.term.typed, read_as, _fields(view, candidate.talk, read_as), round(score, 4))


def _fields(view: View, talk: int, text: str) -> tuple[str, ...]:
    wanted = {number for word in text.split(" ") for number in view.index.forms(word)}
    return tuple(
        part.name.lower() for part in Field if wanted.intersection(view.index.field_words(talk, part).tolist())
    )
