"""What a question says beside its topic: the event, the room, the track, the time, and what else narrows the talks."""

from dataclasses import dataclass
from datetime import date

from bot.domain.catalog import CatalogEvent
from bot.domain.question_answers import NotKnown, WhichOne
from bot.domain.questions import End
from bot.search.questions.cues import Cue, cue_in
from bot.search.questions.ends import end_in
from bot.search.questions.following import without_event_before
from bot.search.questions.phrases import Phrase
from bot.services.questions.asking import Asking
from bot.services.questions.narrowing import Narrowing
from bot.services.questions.settle_details import settle_details
from bot.services.questions.settle_event import NamedEvent, settle_event
from bot.services.questions.settle_place import settle_place
from bot.services.questions.settle_time import event_around, is_running, settle_time


@dataclass(frozen=True, slots=True)
class Heard:
    """`leads` says that it begins as if it went on from something. `rest` is the question without what was heard;
    `plainly` has its words of time still, and those of the details.
    """

    leads: bool
    event: CatalogEvent | None
    place: Narrowing
    time: Narrowing
    details: Narrowing
    cue: Cue | None
    end: End | None
    rest: Phrase
    plainly: Phrase


async def hear_question(asking: Asking, phrase: Phrase, *, leads: bool) -> Heard | WhichOne | NotKnown:
    """What goes on from another question counts days from there."""
    named = settle_event(asking, phrase)
    if not isinstance(named, NamedEvent):
        return named
    if named.event is None:
        named = _spoken_of(asking, phrase)
    place = Narrowing().with_event(named.event)
    placed = settle_place(asking, named.rest, place.filter.event_id)
    place = place if placed.room is None else place.with_part("room", placed.room, room=placed.room)
    place = place if placed.track is None else place.with_part("track", placed.track, track=placed.track)
    before = event_before(asking) if leads else None
    timed = settle_time(asking, placed.rest, named.event or before, _day_before(asking) if leads else None)
    detailed = settle_details(asking, timed.rest, place.filter.event_id)
    if isinstance(detailed, NotKnown):
        return detailed
    details, rest = detailed
    cue, rest = cue_in(rest)
    end, rest = end_in(rest)
    time = Narrowing().with_span(timed.span)
    if timed.event is not None and named.event is None and len(asking.catalog.events) > 1:
        time = time.with_event(timed.event)
    if named.event is not None and _says_its_year(time, named.event):
        time = Narrowing()
    return Heard(leads, named.event or timed.event, place, time, details, cue, end, rest, placed.rest)


def _spoken_of(asking: Asking, phrase: Phrase) -> NamedEvent:
    """What "there" means: the event before; "the conference" may be the one that runs."""
    says_so, rest = without_event_before(phrase)
    around = event_around(asking)
    running = around if around is not None and is_running(asking, around) else None
    event = event_before(asking) or running
    return NamedEvent(event, rest) if says_so and event is not None else NamedEvent(None, phrase)


def event_before(asking: Asking) -> CatalogEvent | None:
    after = asking.question.after
    event_id = None if after is None else after.event_id or after.filter.event_id
    return next((event for event in asking.catalog.events if event.id == event_id), None)


def _day_before(asking: Asking) -> date | None:
    after = asking.question.after
    if after is None or after.filter.starts_from is None:
        return None if after is None else after.filter.day
    return after.filter.starts_from.date()


def _says_its_year(time: Narrowing, event: CatalogEvent) -> bool:
    return event.event.starts_on is not None and time.filter.year == event.event.starts_on.year
