"""Questions put to the bot in messages. What an answer was about is kept for a day, so that a reply goes on from it;
who asked is kept nowhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.answers import Answer
from bot.domain.catalog import Scope
from bot.domain.question_answers import NotKnown, QuestionAnswer, WhichOne
from bot.domain.questions import Question, QuestionPlan
from bot.services.catalog import Catalog
from bot.services.questions.answer_question import ask
from bot.services.questions.choose_meaning import chosen_meaning
from bot.services.questions.count_missed_question import count_missed_question
from bot.services.questions.plain_questions import plain_plan, plain_question, plan_in, question_in
from bot.services.questions.plan_question import plan_question
from bot.services.questions.spoken_of import spoken_of
from bot.store import conversations

_KEPT = timedelta(hours=24)
# Stands in a record where a plan has what is wanted.
_ASKED_BACK = "asked back"
# Without a reply, in direct messages, only what was just spoken of is meant.
_STILL_SPOKEN_OF = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What was said to the bot, in words alone. `replies_to` is the message it replies to, `thread_of` the one that the
    thread was opened on, if any.

    `direct_channel_id` is set in direct messages. `is_certain` is False where it replies to a post of the bot's that
    answered nobody, such as a recap: then it may as well be said to everybody.
    """

    message_id: int
    text: str
    replies_to: int | None = None
    thread_of: int | None = None
    direct_channel_id: int | None = None
    is_certain: bool = True


async def drop_forgotten(catalog: Catalog, now: datetime) -> None:
    """What nobody can go on from any more."""
    async with catalog.database.transaction() as session:
        await conversations.drop_older(session, now - _KEPT)


async def is_answered(catalog: Catalog, message_id: int) -> bool:
    async with catalog.database.reading() as session:
        return await conversations.is_answered(session, message_id)


async def converse(catalog: Catalog, said: Utterance, scope: Scope, now: datetime) -> QuestionAnswer | None:
    """None where it was hardly said to the bot: where that is not certain, and no answer is known either."""
    before = await _spoken_of(catalog, said, now)
    after = before.after if isinstance(before, Question) else before
    answer = await _chosen(catalog, before, said, scope, now) or await ask(
        catalog, Question(text=said.text, asked_at=now, after=after), scope, now
    )
    if not said.is_certain and after is None and isinstance(answer, NotKnown | WhichOne):
        return None
    await count_missed_question(catalog, answer, scope, now)
    return answer


async def _chosen(
    catalog: Catalog, before: QuestionPlan | Question | None, said: Utterance, scope: Scope, now: datetime
) -> QuestionAnswer | None:
    """Where it was asked back, what is said may choose one of the meanings."""
    if not isinstance(before, Question):
        return None
    asked_back = await plan_question(catalog, before, scope)
    meaning = chosen_meaning(asked_back, said.text) if isinstance(asked_back, WhichOne) else None
    return None if meaning is None else await ask(catalog, meaning.question, scope, now)


async def keep_spoken_of(
    catalog: Catalog, said: Utterance, message_id: int, answer: QuestionAnswer | None, now: datetime
) -> None:
    """`message_id` is the message that shows the answer, or None of one, which is a hint."""
    plan = None if answer is None else spoken_of(answer)
    await _keep(catalog, message_id, said.message_id, said.direct_channel_id, plan, now)


async def change_spoken_of(catalog: Catalog, message_id: int, answer: Answer, now: datetime) -> None:
    """A message of the bot's shows this answer now: what was meant was chosen, or an answer was shared."""
    plan = spoken_of(answer)
    if plan is not None:
        await _keep(catalog, message_id, None, None, plan, now)


async def _keep(
    catalog: Catalog,
    message_id: int,
    asked_id: int | None,
    channel_id: int | None,
    spoken: QuestionPlan | Question | None,
    now: datetime,
) -> None:
    record = None if spoken is None else _written(spoken)
    async with catalog.database.transaction() as session:
        await conversations.drop_older(session, now - _KEPT)
        await conversations.keep(
            session, message_id, asked_id=asked_id, channel_id=channel_id, plan=record, answered_at=now
        )


async def _spoken_of(catalog: Catalog, said: Utterance, now: datetime) -> QuestionPlan | Question | None:
    """The plan of the answer before, or the question that was asked back to."""
    async with catalog.database.reading() as session:
        answer_id = said.replies_to or said.thread_of
        if answer_id is not None:
            record = await conversations.plan_of(session, answer_id, now - _KEPT)
        elif said.direct_channel_id is not None:
            since = now - _STILL_SPOKEN_OF
            record = await conversations.newest_plan(session, said.direct_channel_id, since)
        else:
            return None
    return None if record is None else _read(record)


def _written(spoken: QuestionPlan | Question) -> list[Any]:
    return [_ASKED_BACK, plain_question(spoken)] if isinstance(spoken, Question) else plain_plan(spoken)


def _read(record: list[Any]) -> QuestionPlan | Question | None:
    """None for what another version of the bot wrote and this one cannot read."""
    try:
        return question_in(record[1]) if record[0] == _ASKED_BACK else plan_in(record)
    except (ValueError, TypeError, LookupError, OverflowError):
        return None
