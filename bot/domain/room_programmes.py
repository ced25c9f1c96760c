from dataclasses import dataclass

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.lookups import Lookup, RunningNow


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

    @property
    def talks(self) -> tuple[CatalogTalk, ...]:
        """What was asked for: of each room what runs there, or what begins there next."""
        is_now = isinstance(self.lookup, RunningNow)
        entries = (room.running if is_now else room.following for room in self.rooms)
        return tuple(entry for entry in entries if entry is not None)
