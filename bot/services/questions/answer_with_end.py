"""The first or the last of the talks that a plan asks for."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.catalog import Scope
from bot.domain.question_answers import QuestionAnswer, TalksFound
from bot.domain.questions import End, Question, QuestionPlan
from bot.search.topics import on_topic
from bot.services.catalog import Catalog
from bot.services.paging import TALKS_PER_PAGE
from bot.services.questions.answer_about_one import answer_about
from bot.services.questions.gather_talks import filter_of
from bot.services.questions.nearest_talks import not_known
from bot.store import talks


async def answer_with_end(
    catalog: Catalog, question: Question, plan: QuestionPlan, end: End, scope: Scope
) -> QuestionAnswer:
    """Several where they begin together."""
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        times = await talks.times(session, filter_of(plan), scope)
        if plan.topic:
            ids = on_topic(view.indexes, plan.topic, {talk_id for talk_id, _, _ in times}, chiefly=True)
            times = tuple(one for one in times if one[0] in ids)
        at_end = _at_end(times, end)
        found = await talks.by_ids(session, at_end[:TALKS_PER_PAGE], scope)
    if not found:
        return await not_known(catalog, question, plan, scope)
    if len(at_end) == 1:
        return await answer_about(catalog, question, plan, found[0], scope)
    return TalksFound(lookup=question, plan=plan, talks=found, total=len(at_end))


def _at_end(times: Sequence[tuple[int, date, datetime | None]], end: End) -> list[int]:
    """Of a day at which some begin nobody knows when, these may be the first and the last as well."""
    choose = min if end is End.FIRST else max
    day = choose((day for _, day, _ in times), default=None)
    of_day = [(talk_id, start) for talk_id, held_on, start in times if held_on == day]
    known = choose((start for _, start in of_day if start is not None), default=None)
    return [talk_id for talk_id, start in of_day if start in (known, None)]
