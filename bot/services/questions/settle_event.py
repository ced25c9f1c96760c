"""Which event a question names."""

import re
from dataclasses import dataclass

from bot.domain.catalog import CatalogEvent
from bot.domain.question_answers import Ignorance, NotKnown, WhichOne
from bot.domain.questions import QuestionPlan, Wanted
from bot.search.folding import fold
from bot.search.questions.names_in import events_in
from bot.search.questions.phrases import Phrase
from bot.services.finding.understand import event_names, meant_events
from bot.services.questions.asking import Asking
from bot.times.said import Which

_PREPOSITIONS = {
    "at",
    "in",
    "during",
    "from",
    "for",
    "of",
    "to",
    "on",
    "the",
    "this",
    "year",
    "'s",
    "conference",
    "event",
}
# What follows an event's name and tells it from another of the series.
_EDITION = re.compile(
    r"(?:19|20)\d\d|eu|na|us|usa|uk|europe|north|south|asia|china|india|japan|america|australia|au|jp"
)
_OF_TALKS = re.compile(
    r"\b(?:talks?|sessions?|keynotes?|workshops?|speak\w*|spoke|talked|present\w*|conference|event|programme"
    r"|schedule)\b"
)
# So many letters of a misspelt name are thought to be right.
_TOLD_APART = 2
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_ITSELF = re.compile(
    r"(?:when|where)(?: and (?:when|where))? (?:is|does|will)\b|how (?:many days|long) (?:until|till)\b"
)
_TURNS = {
    "next": Which.NEXT,
    "upcoming": Which.NEXT,
    "coming": Which.NEXT,
    "last": Which.LAST,
    "latest": Which.LAST,
    "previous": Which.LAST,
    "past": Which.LAST,
}


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """`rest` is the question without the event's name and the preposition before it."""

    event: CatalogEvent | None
    rest: Phrase


def settle_event(asking: Asking, phrase: Phrase) -> NamedEvent | WhichOne | NotKnown:
    names = tuple(name for event in asking.catalog.events for name in event_names(event))
    for words, _ in events_in(phrase, names, asking.views):
        called = phrase[words]
        meant = _meant(asking, called)
        if not meant or not (_begins_name(called, meant) or _is_place_of_talks(phrase, words)):
            continue
        edition = _edition_after(phrase, words)
        if edition and not _of_year(meant, edition):
            wider = phrase[words.start : words.stop + len(edition.plain)]
            return asking.not_known(Ignorance.NOT_FOUND, _unknown_event(wider))
        narrowed = _of_year(meant, phrase) or meant
        turn = _turn_before(phrase, words) or _turn_of_itself(asking, phrase, narrowed)
        if turn is not None:
            narrowed = _in_turn(asking, narrowed, turn)
            if not narrowed:
                return asking.not_known(Ignorance.NO_COMING_EVENT, _none_to_come(called, meant))
        if len(narrowed) > 1:
            return asking.which_one(called, [_choice(event) for event in _newest_first(narrowed)])
        return NamedEvent(narrowed[0], _rest(phrase, words, edition))
    return NamedEvent(None, phrase)


def _meant(asking: Asking, called: Phrase) -> tuple[CatalogEvent, ...]:
    chosen = asking.chosen(called, "event")
    if chosen is not None:
        return tuple(event for event in asking.catalog.events if str(event.id) == chosen)
    typed = " ".join(_WRITTEN_OUT.get(word, word) for word in called.plain)
    return meant_events(asking.catalog.events, str(called)) or meant_events(asking.catalog.events, typed)


_WRITTEN_OUT = {"eu": "europe", "na": "north america", "usa": "us"}


def _begins_name(called: Phrase, meant: tuple[CatalogEvent, ...]) -> bool:
    """Whether an event is meant for sure: by "PyCon", but not by "Berlin" of the same name."""
    first = called.plain[0][:_TOLD_APART]
    names = (name for event in meant for name in event_names(event))
    return any(fold(name).startswith(first) for name in names)


def _is_place_of_talks(phrase: Phrase, words: slice) -> bool:
    before = phrase.plain[words.start - 1] if words.start else ""
    return before in ("at", "in") and _OF_TALKS.search(phrase.said) is not None


def _edition_after(phrase: Phrase, words: slice) -> Phrase:
    stop = words.stop
    while stop < len(phrase.plain) and _EDITION.fullmatch(phrase.plain[stop]):
        stop += 1
    return phrase[words.stop : stop]


def _of_year(events: tuple[CatalogEvent, ...], said: Phrase) -> tuple[CatalogEvent, ...]:
    """Those that are held in a year that is said, if nothing but years sets them apart."""
    years = [int(word) for word in said.plain if _YEAR.fullmatch(word)]
    return tuple(event for event in events if event.event.starts_on is not None and event.event.starts_on.year in years)


def _rest(phrase: Phrase, words: slice, edition: Phrase) -> Phrase:
    start = words.start
    while start and phrase.plain[start - 1] in _PREPOSITIONS | _TURNS.keys():
        start -= 1
    return phrase.without(slice(start, words.stop + len(edition.plain)))


def _turn_before(phrase: Phrase, words: slice) -> Which | None:
    return _TURNS.get(phrase.plain[words.start - 1]) if words.start else None


def _turn_of_itself(asking: Asking, phrase: Phrase, meant: tuple[CatalogEvent, ...]) -> Which | None:
    """When one starts is asked of one that is still to come, if there is one."""
    if len(meant) == 1 or _OF_ITSELF.match(phrase.said) is None:
        return None
    return Which.NEXT if _in_turn(asking, meant, Which.NEXT) else None


def _in_turn(asking: Asking, events: tuple[CatalogEvent, ...], turn: Which) -> tuple[CatalogEvent, ...]:
    """The next of a series, or the last; none where it is not known. Events without days are no help."""
    today = asking.question.asked_at.date()
    dated = sorted((event for event in events if event.event.starts_on), key=lambda event: str(event.event.starts_on))
    if turn is Which.NEXT:
        return tuple(event for event in dated if (event.event.ends_on or event.event.starts_on or today) >= today)[:1]
    return tuple(event for event in dated if (event.event.starts_on or today) <= today)[-1:] or tuple(dated[:1])


def _none_to_come(called: Phrase, meant: tuple[CatalogEvent, ...]) -> QuestionPlan:
    latest = _newest_first(meant)[0]
    dates = "" if latest.event.starts_on is None else f", {latest.event.starts_on:%B %Y}"
    named = (("event", str(called)), ("latest", f"{latest.event.name}{dates}"))
    return QuestionPlan(wanted=Wanted.TIME_AND_PLACE, event_id=latest.id, named=named)


def _unknown_event(called: Phrase) -> QuestionPlan:
    return QuestionPlan(wanted=Wanted.TALKS, named=(("event", str(called)),))


def _newest_first(events: tuple[CatalogEvent, ...]) -> list[CatalogEvent]:
    return sorted(events, key=lambda event: str(event.event.starts_on or ""), reverse=True)


def _choice(event: CatalogEvent) -> tuple[str, str, str]:
    dates = "" if event.event.starts_on is None else f"{event.event.starts_on:%B %Y}"
    return event.event.name, " · ".join(part for part in (event.event.city, dates) if part), f"event:{event.id}"
