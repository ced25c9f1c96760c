"""What else a question says of the talks it means: their language, their recording, whom speakers belong to."""

import re
from collections.abc import Sequence

from bot.domain.languages import LANGUAGE_NAMES
from bot.domain.question_answers import Ignorance, NotKnown
from bot.domain.questions import QuestionPlan, Wanted
from bot.search.folding import fold
from bot.search.questions.details import belongings_in, language_in, recorded_in
from bot.search.questions.phrases import Phrase
from bot.search.stopwords import ENGLISH
from bot.services.questions.asking import Asking
from bot.services.questions.narrowing import Narrowing

# A shorter one stands at the beginning of too many names.
_SHORTEST_PART = 3
_RECORDED = {True: "with one", False: "without one"}


def settle_details(asking: Asking, phrase: Phrase, event_id: int | None) -> tuple[Narrowing, Phrase] | NotKnown:
    """And the question without them."""
    found = Narrowing()
    language, rest = language_in(phrase)
    if language is not None:
        found = found.with_part("language", LANGUAGE_NAMES[language], language=language)
    recorded, rest = recorded_in(rest)
    if recorded is not None:
        found = found.with_part("recording", _RECORDED[recorded], recorded=recorded)
    places = list(belongings_in(rest))
    if not places:
        return found, rest
    known = asking.facts(event_id).affiliations
    for place in places:
        meant = _called(known, place.name)
        if meant:
            shown = min(meant, key=len)
            return found.with_part("from", shown, affiliations=meant), rest.without(place.words)
    unknown = next((place for place in places if place.certain), None)
    if unknown is None:
        return found, rest
    plan = QuestionPlan(wanted=Wanted.SPEAKERS, named=(("from", str(unknown.name)),))
    return asking.not_known(Ignorance.NOT_FOUND, plan)


def with_place_called(asking: Asking, name: Phrase, given: Narrowing) -> Narrowing | None:
    """Where a speaker's name would stand may stand whom speakers belong to: "what did Google talk about?"."""
    meant = _called(asking.facts(given.filter.event_id).affiliations, name)
    return given.with_part("from", min(meant, key=len), affiliations=meant) if meant else None


def _called(known: Sequence[str], name: Phrase) -> tuple[str, ...]:
    """Those of the name, and its parts: "Google" is "Google Cloud" too. Ordinary and short words name no part."""
    said = name.said
    if name.plain[0] in ENGLISH or len(said) < _SHORTEST_PART:
        return tuple(one for one in known if fold(one) == said)
    beginning = re.compile(rf"{re.escape(said)}(?!\w)")
    return tuple(one for one in known if beginning.match(fold(one)))
