"""What is offered where there is no answer."""

from dataclasses import replace

from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.filters import TalkFilter
from bot.domain.lookups import TalkSearch
from bot.domain.question_answers import Ignorance, NotKnown
from bot.domain.questions import Question, QuestionPlan
from bot.services.catalog import Catalog
from bot.services.finding.rank_talks import rank_talks
from bot.store import talks

_OFFERED = 5


async def not_known(
    catalog: Catalog,
    question: Question,
    plan: QuestionPlan,
    scope: Scope,
    *,
    why: Ignorance = Ignorance.NOT_FOUND,
    nearest: tuple[CatalogTalk, ...] = (),
) -> NotKnown:
    """Offers what is given as nearest, else what the plan finds without its filter."""
    offered = nearest or await _without_filter(catalog, plan, scope)
    return NotKnown(lookup=question, why=why, plan=plan, nearest=offered[:_OFFERED])


async def with_nearest(catalog: Catalog, answer: NotKnown, scope: Scope) -> NotKnown:
    """Nothing comes near to what no talk answers."""
    if answer.nearest or answer.why is not Ignorance.NOT_FOUND:
        return answer
    return replace(answer, nearest=await _nearest_to(catalog, answer.lookup.text, scope))


async def _without_filter(catalog: Catalog, plan: QuestionPlan, scope: Scope) -> tuple[CatalogTalk, ...]:
    """Where no topic is asked for, the newest talks of the same people."""
    if plan.topic:
        return await _nearest_to(catalog, plan.topic, scope)
    if not plan.filter.speakers:
        return ()
    async with catalog.database.reading() as session:
        theirs = TalkFilter(speakers=plan.filter.speakers)
        return await talks.latest(session, theirs, scope, offset=0, limit=_OFFERED)


async def _nearest_to(catalog: Catalog, words: str, scope: Scope) -> tuple[CatalogTalk, ...]:
    ranking = await rank_talks(catalog, TalkSearch(words), scope, limit=_OFFERED)
    return tuple(ranked.entry for ranked in ranking.ranked) or ranking.nearest[:_OFFERED]
