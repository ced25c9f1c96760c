from datetime import datetime

from bot.domain.catalog import Scope
from bot.domain.question_answers import QuestionAnswer
from bot.domain.questions import Question
from bot.services.catalog import Catalog
from bot.services.questions.answer_question import ask
from bot.services.questions.count_missed_question import count_missed_question


async def put_question(catalog: Catalog, question: Question, scope: Scope, now: datetime) -> QuestionAnswer:
    """Ask what a person asked just now. A button that asks again must not count a second time, so it uses `ask`."""
    answer = await ask(catalog, question, scope, now)
    await count_missed_question(catalog, answer, scope, now)
    return answer
