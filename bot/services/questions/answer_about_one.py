"""Answers about one talk. Where several could be meant and none leads, those talks are the answer."""

from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.question_answers import QuestionAnswer, RecordingFound, TalksFound, TimeAndPlaceFound
from bot.domain.questions import Question, QuestionPlan, Wanted
from bot.services.catalog import Catalog
from bot.services.finding.similar_talks import similar_talks
from bot.services.questions.answer_with_talks import answer_with_talks, speakers_of
from bot.services.questions.gather_talks import gather_talks, lookup_of_plan, talk_by_id
from bot.services.questions.nearest_talks import not_known

_COMPARED = 2


async def answer_about_one(catalog: Catalog, question: Question, plan: QuestionPlan, scope: Scope) -> QuestionAnswer:
    if plan.talk_id is not None:
        talk = await talk_by_id(catalog, plan.talk_id, scope)
        if talk is None:
            return await not_known(catalog, question, plan, scope)
        return await answer_about(catalog, question, plan, talk, scope)
    found = await gather_talks(catalog, lookup_of_plan(plan), scope, _COMPARED)
    if found.leads or (found.talks and plan.wanted is Wanted.SIMILAR):
        return await answer_about(catalog, question, plan, found.talks[0], scope, found.corrected)
    return await answer_with_talks(catalog, question, plan, scope)


async def answer_about(
    catalog: Catalog,
    question: Question,
    plan: QuestionPlan,
    talk: CatalogTalk,
    scope: Scope,
    corrected: str | None = None,
) -> QuestionAnswer:
    match plan.wanted:
        case Wanted.TIME_AND_PLACE:
            return TimeAndPlaceFound(lookup=question, plan=plan, talk=talk, corrected=corrected)
        case Wanted.RECORDING:
            return RecordingFound(lookup=question, plan=plan, talk=talk, corrected=corrected)
        case Wanted.SPEAKERS if talk.talk.speakers:
            return speakers_of(question, plan, talk)
        case Wanted.SPEAKERS:
            return await not_known(catalog, question, plan, scope, nearest=(talk,))
        case Wanted.SIMILAR:
            return await _alike(catalog, question, plan, talk, scope)
        case _:
            return TalksFound(lookup=question, plan=plan, talks=(talk,), total=1)


async def _alike(
    catalog: Catalog, question: Question, plan: QuestionPlan, talk: CatalogTalk, scope: Scope
) -> QuestionAnswer:
    alike = await similar_talks(catalog, talk.id, scope)
    if not alike:
        return await not_known(catalog, question, plan, scope, nearest=(talk,))
    return TalksFound(lookup=question, plan=plan, talks=alike, total=len(alike))
