"""Which room and which track a question names."""

from dataclasses import dataclass

from bot.search.questions.phrases import Phrase
from bot.search.questions.places import may_name_room, may_name_track, room_in, track_in
from bot.services.questions.asking import Asking


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    room: str | None
    track: str | None
    rest: Phrase


def settle_place(asking: Asking, phrase: Phrase, event_id: int | None) -> NamedPlaces:
    """Of an event, where one is named."""
    room = room_in(phrase, asking.facts(event_id).rooms) if may_name_room(phrase) else None
    rest = phrase if room is None else room.rest
    track = track_in(rest, asking.facts(event_id).tracks) if may_name_track(rest) else None
    return NamedPlaces(
        room=None if room is None else room.name,
        track=None if track is None else track.name,
        rest=rest if track is None else track.rest,
    )
