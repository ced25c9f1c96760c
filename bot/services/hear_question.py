"""What a question says beside its topic: the event, the room, the track, the time."""

from dataclasses import dataclass

from bot.domain.catalog import CatalogEvent
from bot.domain.question_answers import NotKnown, WhichOne
from bot.search.questions.cues import Cue, cue_in
from bot.search.questions.phrases import Phrase
from bot.services.asking import Asking
from bot.services.narrowing import Narrowing
from bot.services.settle_event import NamedEvent, settle_event
from bot.services.settle_place import settle_place
from bot.services.settle_time import settle_time


@dataclass(frozen=True, slots=True)
class Heard:
    """`rest` is the question without what was heard; `untimed` has its words of time still."""

    event: CatalogEvent | None
    place: Narrowing
    time: Narrowing
    cue: Cue | None
    rest: Phrase
    untimed: Phrase


async def hear_question(
    asking: Asking, phrase: Phrase, event_before: CatalogEvent | None
) -> Heard | WhichOne | NotKnown:
    """Days without an event are those of the event that was spoken of before."""
    named = settle_event(asking, phrase)
    if not isinstance(named, NamedEvent):
        return named
    place = Narrowing().with_event(named.event)
    placed = await settle_place(asking, named.rest, place.filter)
    place = place if placed.room is None else place.with_part("room", placed.room, room=placed.room)
    place = place if placed.track is None else place.with_part("track", placed.track, track=placed.track)
    timed = await settle_time(asking, placed.rest, named.event or event_before)
    cue, rest = cue_in(timed.rest)
    time = Narrowing().with_span(timed.span)
    if timed.event is not None and named.event is None and len(asking.catalog.events) > 1:
        place = place.with_event(timed.event)
    if named.event is not None and _says_its_year(time, named.event):
        time = Narrowing()
    return Heard(named.event or timed.event, place, time, cue, rest, placed.rest)


def _says_its_year(time: Narrowing, event: CatalogEvent) -> bool:
    return event.event.starts_on is not None and time.filter.year == event.event.starts_on.year
