"""The passage that answers a question, word for word as an abstract has it."""

from collections.abc import Sequence

from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.filters import EVERYTHING
from bot.domain.question_answers import Ignorance, NotKnown, PassageFound, QuestionAnswer, TalksFound
from bot.domain.questions import Question, QuestionPlan
from bot.domain.talks import Talk
from bot.search.evidence import enough
from bot.search.index import Index
from bot.search.passages import Passage, best_passage, in_context
from bot.search.ranking import SearchResult, search
from bot.search.sentences import sentences
from bot.services.catalog import Catalog
from bot.services.finding.rank_talks import allowed_ids
from bot.services.finding.similar_talks import similar_talks
from bot.services.questions.gather_talks import filter_of, talk_by_id
from bot.services.questions.nearest_talks import not_known
from bot.store import talks

_OTHERS = 5
_NEAR = 0.2
# Of a talk that is asked about itself, so much of its beginning is quoted.
_BEGINNING = 400


async def answer_with_passage(catalog: Catalog, question: Question, plan: QuestionPlan, scope: Scope) -> QuestionAnswer:
    """From the talk that fits best, if it fits well; where it has no abstract, the talks found are the answer."""
    if plan.talk_id is not None:
        return await _what_it_is_about(catalog, question, plan, plan.talk_id, scope)
    asked = _asked(question, plan)
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        among = await allowed_ids(session, filter_of(plan), scope)
        result = search(view.indexes, asked, limit=1 + _OTHERS, among=among)
        found = await talks.by_ids(session, [hit.talk_id for hit in result.hits], scope)
    if not found or not enough(result):
        return NotKnown(lookup=question, why=Ignorance.TOO_LITTLE, plan=plan, nearest=_near(result, found))
    passage = quoted(view.indexes, asked, found[0].talk)
    if passage is None:
        return TalksFound(lookup=question, plan=plan, talks=found, total=len(found), corrected=result.corrected)
    return _passage(question, plan, found[0], passage.text, found[1:], result.corrected)


def quoted(indexes: Sequence[Index], asked: str, talk: Talk) -> Passage | None:
    abstract = talk.abstract or ""
    best = best_passage(asked, abstract, language=talk.language, indexes=indexes)
    return best and in_context(best, abstract)


def _asked(question: Question, plan: QuestionPlan) -> str:
    """The question as it stands, for the ranking reads a sentence otherwise than a few words."""
    stands_alone = question.after is None and filter_of(plan) == EVERYTHING
    return question.text if stands_alone or not plan.topic else plan.topic


def _near(result: SearchResult, found: tuple[CatalogTalk, ...]) -> tuple[CatalogTalk, ...]:
    """Those that share more than a chance word with the question."""
    near = {hit.talk_id for hit in result.hits if hit.strength >= _NEAR}
    return tuple(entry for entry in found if entry.id in near)


async def _what_it_is_about(
    catalog: Catalog, question: Question, plan: QuestionPlan, talk_id: int, scope: Scope
) -> QuestionAnswer:
    talk = await talk_by_id(catalog, talk_id, scope)
    if talk is None:
        return await not_known(catalog, question, plan, scope)
    view = await catalog.live_index.look(scope)
    alike = await similar_talks(catalog, talk_id, scope)
    best = quoted(view.indexes, plan.topic, talk.talk) if plan.topic else None
    text = best.text if best else _beginning(talk.talk.abstract or "")
    if not text:
        return await not_known(catalog, question, plan, scope, nearest=(talk,))
    return _passage(question, plan, talk, text, alike, None)


def _beginning(abstract: str) -> str:
    """Its first sentences; a first one is given whole, however long it is."""
    parts = sentences(abstract)
    end = max((part.end for part in parts if part.end <= _BEGINNING), default=parts[0].end if parts else 0)
    return abstract[:end].strip()


def _passage(
    question: Question,
    plan: QuestionPlan,
    talk: CatalogTalk,
    passage: str,
    others: tuple[CatalogTalk, ...],
    corrected: str | None,
) -> PassageFound:
    return PassageFound(lookup=question, plan=plan, talk=talk, passage=passage, others=others, corrected=corrected)
