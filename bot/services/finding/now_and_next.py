"""What runs now and what begins next, room by room."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.lookups import RunningNow, StartingNext
from bot.domain.room_programmes import NowOrNext, RoomProgramme
from bot.services.catalog import Catalog
from bot.store import talks

# A day that begins early and ends late; what begins later is another day's.
_AHEAD = timedelta(hours=14)
_LONGEST_TALK = timedelta(hours=12)


async def running_now(catalog: Catalog, scope: Scope, now: datetime) -> NowOrNext:
    rooms = await _rooms(catalog, scope, now)
    return NowOrNext(RunningNow(), tuple(room for room in rooms if room.running is not None))


async def starting_next(catalog: Catalog, scope: Scope, now: datetime) -> NowOrNext:
    rooms = await _rooms(catalog, scope, now)
    return NowOrNext(StartingNext(), tuple(room for room in rooms if room.following is not None))


async def _rooms(catalog: Catalog, scope: Scope, now: datetime) -> list[RoomProgramme]:
    async with catalog.database.reading() as session:
        around = await talks.starting_between(session, now - _LONGEST_TALK, now + _AHEAD, scope)
    by_room: dict[tuple[int, str | None], list[CatalogTalk]] = {}
    for entry in around:
        if not entry.talk.cancelled:
            by_room.setdefault((entry.event.id, entry.talk.room), []).append(entry)
    rooms = [_room(entries, now) for entries in by_room.values()]
    return sorted(rooms, key=lambda room: (room.event.event.name, room.room or ""))


def _room(entries: list[CatalogTalk], now: datetime) -> RoomProgramme:
    """`entries` are one room's, in time order."""
    running = [entry for entry in entries if _runs(entry, now)]
    following = [entry for entry in entries if _start(entry) > now]
    return RoomProgramme(
        event=entries[0].event,
        room=entries[0].talk.room,
        running=_last(running),
        following=following[0] if following else None,
    )


def _runs(entry: CatalogTalk, now: datetime) -> bool:
    """Of a talk without an end nobody knows whether it still runs, so it does not count."""
    return _start(entry) <= now and entry.talk.ends_at is not None and now < entry.talk.ends_at


def _start(entry: CatalogTalk) -> datetime:
    assert entry.talk.starts_at is not None, "talks are read by their start"  # noqa: S101  for the type checker
    return entry.talk.starts_at


def _last(entries: Iterable[CatalogTalk]) -> CatalogTalk | None:
    return max(entries, key=_start, default=None)
