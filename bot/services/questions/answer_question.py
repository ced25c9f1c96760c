from datetime import datetime
from typing import assert_never

from bot.domain.catalog import Scope
from bot.domain.question_answers import NotKnown, QuestionAnswer, WhichOne
from bot.domain.questions import Question, QuestionPlan
from bot.services.catalog import Catalog
from bot.services.questions.answer_plan import answer_plan
from bot.services.questions.nearest_talks import with_nearest
from bot.services.questions.plan_question import plan_question


async def ask(catalog: Catalog, question: Question, scope: Scope, now: datetime) -> QuestionAnswer:
    """Relative days count from when the question was asked; what runs now, from `now`."""
    planned = await plan_question(catalog, question, scope)
    match planned:
        case QuestionPlan():
            return await answer_plan(catalog, question, planned, scope, now)
        case WhichOne():
            return planned
        case NotKnown():
            return await with_nearest(catalog, planned, scope)
        case _:
            assert_never(planned)
