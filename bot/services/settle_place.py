"""Which room and which track a question names."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.filters import TalkFilter
from bot.search.questions.phrases import Phrase
from bot.search.questions.places import may_name_room, may_name_track, room_in, track_in
from bot.services.asking import Asking
from bot.store import talks


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    room: str | None
    track: str | None
    rest: Phrase


async def settle_place(asking: Asking, phrase: Phrase, within: TalkFilter) -> NamedPlaces:
    rooms = await _known(asking, within, "room") if may_name_room(phrase) else []
    room = room_in(phrase, rooms)
    rest = phrase if room is None else room.rest
    tracks = await _known(asking, within, "track") if may_name_track(rest) else []
    track = track_in(rest, tracks)
    return NamedPlaces(
        room=None if room is None else room.name,
        track=None if track is None else track.name,
        rest=rest if track is None else track.rest,
    )


async def _known(asking: Asking, within: TalkFilter, column: Literal["room", "track"]) -> list[str]:
    return [name for name, _ in await talks.facets(asking.session, within, asking.scope, column)]
