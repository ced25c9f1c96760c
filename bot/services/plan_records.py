"""A plan as JSON can hold it, and back without loss."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.domain.questions import QuestionPlan

_PLANS = TypeAdapter(QuestionPlan)


def plan_record(plan: QuestionPlan) -> dict[str, Any]:
    record: dict[str, Any] = _PLANS.dump_python(plan, mode="json", exclude_defaults=True)
    return record


def plan_of(record: dict[str, Any]) -> QuestionPlan | None:
    """None for what another version of the bot wrote and this one cannot read."""
    try:
        return _PLANS.validate_python(record)
    except ValidationError:
        return None
