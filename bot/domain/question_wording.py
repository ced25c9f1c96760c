"""Answers to questions in words that every edge uses."""

from typing import assert_never

from bot.domain.question_answers import Ignorance, NotKnown
from bot.domain.questions import QuestionPlan, Wanted


def understood_as(plan: QuestionPlan) -> str:
    """A plan in a few words. That it asks for an answer goes without saying."""
    kind = () if plan.wanted is Wanted.PASSAGE else (plan.wanted.value,)
    return " · ".join((*kind, *(f"{label} {value}" for label, value in plan.named)))


def nothing_on(*, is_now: bool) -> str:
    return "Nothing runs at the moment." if is_now else "Nothing begins in the next hours."


def reason(answer: NotKnown) -> str:  # noqa: PLR0911  one return a case
    plan = answer.plan
    match answer.why:
        case Ignorance.NO_COMING_EVENT if plan is not None:
            named = dict(plan.named)
            return f"No coming {named.get('event')} is known. The latest that is known: {named.get('latest')}."
        case Ignorance.NOTHING_BEFORE:
            return "I do not know which talk or speaker you mean: name it, or reply to the answer that was about it."
        case Ignorance.ABOUT_THE_BOT:
            return (
                "I answer questions about conference talks: who speaks about something, what somebody talks about, "
                "when and where a talk is, what is on now or tomorrow, where a recording is, how many there are, or "
                "what talks say."
            )
        case Ignorance.NOT_FOUND:
            return _not_found(plan)
        case Ignorance.TOO_LITTLE if answer.plan is not None and answer.plan.wanted is not Wanted.PASSAGE:
            return "No talk in the catalog is about that."
        case Ignorance.TOO_LITTLE:
            return "No talk in the catalog says enough about that to answer."
        case Ignorance.PRIVATE:
            return "That is a private matter: I know what stands on a programme, and nothing else about people."
        case Ignorance.NOT_ABOUT_TALKS | Ignorance.NO_COMING_EVENT:
            return "I know about conference talks, and nothing else."
        case _:
            assert_never(answer.why)


def _not_found(plan: QuestionPlan | None) -> str:
    if plan is None:
        return "The catalog does not say."
    named = dict(plan.named)
    if plan.filter.language is not None:
        return f"No such talk is marked as held in {named.get('language', plan.filter.language)}."
    if plan.filter.recorded:
        return "No recording of such a talk is known."
    if "from" in named and not plan.filter.affiliations:
        return f"No speaker from {named['from']} is known."
    return "There is no such talk in the catalog." if plan.wanted is Wanted.TALKS else "The catalog does not say."
