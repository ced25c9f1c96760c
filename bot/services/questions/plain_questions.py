"""A question as JSON holds it. The moment at which it was asked is kept to the second."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.questions import End, Question, QuestionPlan, Wanted
from bot.services.finding.plain_filters import FIRST_NO_ID, filter_in, plain_filter

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def plain_question(question: Question) -> list[Any]:
    """Its text and when it was asked; what settles its meaning and what it goes on from, where there is any."""
    after = question.after and plain_plan(question.after)
    settled = [question.meant, after] if question.meant or after else []
    return [question.text, int(question.asked_at.timestamp()), *settled]


def question_in(values: Sequence[Any]) -> Question:
    """Raise ValueError, TypeError, LookupError or OverflowError for what never was a question."""
    text, asked_at, *settled = values
    meant, after = settled or ((), None)
    return Question(
        text=_text(text),
        asked_at=_EPOCH + timedelta(seconds=int(asked_at)),
        meant=_pairs(meant),
        after=None if after is None else plan_in(after),
    )


def plain_plan(plan: QuestionPlan) -> list[Any]:
    only = [] if plan.only is None else [plan.only.value]
    return [plan.wanted.value, plan.topic, plain_filter(plan.filter), plan.talk_id, plan.event_id, plan.named, *only]


def plan_in(plain: Sequence[Any]) -> QuestionPlan:
    """Raise the same as `question_in`."""
    wanted, topic, given, talk_id, event_id, named, *only = plain
    return QuestionPlan(
        wanted=Wanted(wanted),
        topic=_text(topic),
        filter=filter_in(dict(given)),
        talk_id=_id(talk_id),
        event_id=_id(event_id),
        only=End(*only) if only else None,
        named=_pairs(named),
    )


def _pairs(values: Any) -> tuple[tuple[str, str], ...]:
    return tuple((_text(one), _text(other)) for one, other in values)


def _id(value: Any) -> int | None:
    return None if value is None else min(int(value), FIRST_NO_ID - 1)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
