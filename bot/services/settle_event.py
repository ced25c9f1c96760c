"""Which event a question names."""

import re
from dataclasses import dataclass

from bot.domain.catalog import CatalogEvent
from bot.domain.question_answers import Ignorance, NotKnown, WhichOne
from bot.domain.questions import QuestionPlan, Wanted
from bot.search.folding import fold
from bot.search.questions.names_in import events_in
from bot.search.questions.phrases import Phrase
from bot.services.asking import Asking
from bot.services.understand import event_names, meant_events

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
    r"\b(?:talks?|sessions?|keynotes?|workshops?|speak\w*|spoke|talked|present\w*|conference|event|programme|schedule)\b"
)
# So many letters of a misspelt name are thought to be right.
_TOLD_APART = 2
_YEAR = re.compile(r"(?:19|20)\d\d")


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
    while start and phrase.plain[start - 1] in _PREPOSITIONS:
        start -= 1
    return phrase.without(slice(start, words.stop + len(edition.plain)))


def _unknown_event(called: Phrase) -> QuestionPlan:
    return QuestionPlan(wanted=Wanted.TALKS, named=(("event", str(called)),))


def _newest_first(events: tuple[CatalogEvent, ...]) -> list[CatalogEvent]:
    return sorted(events, key=lambda event: str(event.event.starts_on or ""), reverse=True)


def _choice(event: CatalogEvent) -> tuple[str, str, str]:
    dates = "" if event.event.starts_on is None else f"{event.event.starts_on:%B %Y}"
    return event.event.name, " · ".join(part for part in (event.event.city, dates) if part), f"event:{event.id}"
