"""What a plan asks for, looked up."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.filters import EVERYTHING
from bot.domain.question_answers import EventFound, NowOrNextFound, QuestionAnswer
from bot.domain.questions import Question, QuestionPlan, Wanted
from bot.domain.room_programmes import NowOrNext
from bot.services.catalog import Catalog
from bot.services.finding.now_and_next import running_now, starting_next
from bot.services.questions.answer_about_one import answer_about_one
from bot.services.questions.answer_with_end import answer_with_end
from bot.services.questions.answer_with_passage import answer_with_passage
from bot.services.questions.answer_with_talks import answer_with_count, answer_with_speakers, answer_with_talks
from bot.services.questions.gather_talks import filter_of, matching_ids
from bot.services.questions.nearest_talks import not_known


async def answer_plan(  # noqa: PLR0911  one return a case
    catalog: Catalog, question: Question, plan: QuestionPlan, scope: Scope, now: datetime
) -> QuestionAnswer:
    if plan.only is not None and plan.talk_id is None and plan.wanted is not Wanted.PASSAGE:
        return await answer_with_end(catalog, question, plan, plan.only, scope)
    match plan.wanted:
        case Wanted.PASSAGE:
            return await answer_with_passage(catalog, question, plan, scope)
        case Wanted.RUNNING_NOW | Wanted.STARTING_NEXT:
            return await _rooms(catalog, question, plan, scope, now)
        case Wanted.COUNT:
            return await answer_with_count(catalog, question, plan, scope)
        case Wanted.TIME_AND_PLACE if _is_of_event(plan):
            return await _event(catalog, question, plan, scope)
        case Wanted.TIME_AND_PLACE | Wanted.RECORDING | Wanted.SIMILAR:
            return await answer_about_one(catalog, question, plan, scope)
        case Wanted.TALKS | Wanted.SPEAKERS if plan.talk_id is not None:
            return await answer_about_one(catalog, question, plan, scope)
        case Wanted.TALKS:
            return await answer_with_talks(catalog, question, plan, scope)
        case Wanted.SPEAKERS:
            return await answer_with_speakers(catalog, question, plan, scope)
        case _:
            assert_never(plan.wanted)


def _is_of_event(plan: QuestionPlan) -> bool:
    """Whether the event itself is asked about, and no talk of it."""
    within = replace(plan.filter, event_id=None)
    return plan.event_id is not None and plan.talk_id is None and not plan.topic and within == EVERYTHING


async def _event(catalog: Catalog, question: Question, plan: QuestionPlan, scope: Scope) -> QuestionAnswer:
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
    for event in view.dated:
        if event.id == plan.event_id:
            return EventFound(lookup=question, plan=plan, event=event)
    return await not_known(catalog, question, plan, scope)


async def _rooms(
    catalog: Catalog, question: Question, plan: QuestionPlan, scope: Scope, now: datetime
) -> QuestionAnswer:
    """The rooms where what runs, or begins, is asked for; none at all is an answer too."""
    is_now = plan.wanted is Wanted.RUNNING_NOW
    rooms = await (running_now if is_now else starting_next)(catalog, scope, now)
    if plan.topic or filter_of(plan) != EVERYTHING:
        ids = await matching_ids(catalog, plan, scope)
        shown = (room for room in rooms.rooms if not ids.isdisjoint(_ids(room.running if is_now else room.following)))
        rooms = NowOrNext(rooms.lookup, tuple(shown))
    return NowOrNextFound(lookup=question, plan=plan, rooms=rooms)


def _ids(entry: CatalogTalk | None) -> tuple[int, ...]:
    return () if entry is None else (entry.id,)
