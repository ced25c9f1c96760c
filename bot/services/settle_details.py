"""What else a question says of the talks it means: their language, their recording, whom speakers belong to."""

import re
from collections.abc import Sequence

from bot.domain.languages import LANGUAGE_NAMES
from bot.domain.question_answers import Ignorance, NotKnown
from bot.domain.questions import QuestionPlan, Wanted
from bot.search.folding import fold
from bot.search.questions.details import Belonging, belongings_in, language_in, recorded_in
from bot.search.questions.phrases import Phrase
from bot.services.asking import Asking
from bot.services.narrowing import Narrowing

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
        meant = _affiliations(known, place)
        if meant:
            shown = min(meant, key=len)
            return found.with_part("from", shown, affiliations=meant), rest.without(place.words)
    unknown = next((place for place in places if place.certain), None)
    if unknown is None:
        return found, rest
    plan = QuestionPlan(wanted=Wanted.SPEAKERS, named=(("from", str(unknown.name)),))
    return asking.not_known(Ignorance.NOT_FOUND, plan)


def _affiliations(known: Sequence[str], place: Belonging) -> tuple[str, ...]:
    """Those of the name, and its parts: "Google" is "Google Cloud" too. A short word names nothing in part."""
    said = place.name.said
    beginning = re.compile(rf"{re.escape(said)}(?!\w)")
    return tuple(
        name for name in known if (beginning.match(fold(name)) if len(said) >= _SHORTEST_PART else fold(name) == said)
    )
