from dataclasses import dataclass

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.lookups import Lookup


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomProgramme:
    """What runs in a room, None where nothing does, and what begins there next. `room` is None where none is named."""

    event: CatalogEvent
    room: str | None
    running: CatalogTalk | None
    following: CatalogTalk | None


@dataclass(frozen=True, slots=True)
class NowOrNext:
    """The rooms, in their order; those without a talk that was asked for are left out."""

    lookup: Lookup
    rooms: tuple[RoomProgramme, ...]
