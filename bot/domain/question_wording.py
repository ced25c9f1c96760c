"""Answers to questions in words that every edge uses."""

from typing import assert_never

from bot.domain.question_answers import Ignorance, NotKnown
from bot.domain.questions import QuestionPlan, Wanted


def understood_as(plan: QuestionPlan) -> str:
    """A plan in a few words. That it asks for an answer goes without saying."""
    kind = () if plan.wanted is Wanted.PASSAGE else (plan.wanted.value,)
    return " · ".join((*kind, *(f"{label} {value}" for label, value in plan.named)))


def reason(answer: NotKnown) -> str:
    match answer.why:
        case Ignorance.NOT_FOUND if answer.plan is not None and answer.plan.wanted is Wanted.TALKS:
            return "There is no such talk in the catalog."
        case Ignorance.NOT_FOUND:
            return "The catalog does not say."
        case Ignorance.TOO_LITTLE if answer.plan is not None and answer.plan.wanted is not Wanted.PASSAGE:
            return "No talk in the catalog is about that."
        case Ignorance.TOO_LITTLE:
            return "No talk in the catalog says enough about that to answer."
        case Ignorance.PRIVATE:
            return "That is a private matter: I know what stands on a programme, and nothing else about people."
        case Ignorance.NOT_ABOUT_TALKS:
            return "I know about conference talks, and nothing else."
        case _:
            assert_never(answer.why)
