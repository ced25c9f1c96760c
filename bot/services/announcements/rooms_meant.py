"""Which rooms' talks are told, and where: "Ballroom A: #ballroom-a, Room 5" or "by name"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.catalog import Scope
from bot.domain.filters import TalkFilter
from bot.errors import UserError
from bot.search.folding import fold
from bot.services.catalog import Catalog
from bot.services.finding.complete import MOST_CHOICES, Choice
from bot.services.naming import meant_names
from bot.store import talks

BY_NAME = "by name"

_TARGET = re.compile(r"(?P<room>.+?)\s*(?::|=|->|→)\s*(?P<channel><#\d+>|#?[^\s#<>,]+)")


@dataclass(frozen=True, slots=True)
class RoomsMeant:
    """`rooms` are the only ones that are told of, none for all; `channels` are those of rooms that have their own."""

    rooms: tuple[str, ...]
    channels: tuple[tuple[str, int], ...]


async def rooms_meant(
    catalog: Catalog, typed: str | None, given: TalkFilter, guild_id: int, channels: Mapping[str, int]
) -> RoomsMeant:
    """`channels` are the server's, by name. Raise UserError, which names the rooms that there are."""
    if typed is None or not typed.strip():
        return RoomsMeant((), ())
    known = await rooms_of(catalog, given, guild_id)
    if " ".join(fold(typed).split()) == BY_NAME:
        return RoomsMeant((), _by_name(known, channels))
    named = [_entry(part.strip(), known, channels) for part in _parts(typed, known) if part.strip()]
    only = () if all(channel_id is not None for _, channel_id in named) else tuple(room for room, _ in named)
    return RoomsMeant(only, tuple((room, channel_id) for room, channel_id in named if channel_id is not None))


async def complete_rooms(
    catalog: Catalog, typed: str, given: TalkFilter, guild_id: int, channels: Mapping[str, int]
) -> tuple[Choice, ...]:
    """First a channel for each room, then the single rooms."""
    known = await rooms_of(catalog, given, guild_id)
    matching = _by_name_or_none(known, channels)
    by_name = Choice(f"Each room in the channel of its name: {len(matching)} of {len(known)} rooms have one", BY_NAME)
    offered = [by_name] if matching and fold(typed) in fold(by_name.name) else []
    rooms = [Choice(room, room) for room in known if fold(typed) in fold(room)]
    return (*offered, *rooms)[:MOST_CHOICES]


async def rooms_of(catalog: Catalog, given: TalkFilter, guild_id: int) -> tuple[str, ...]:
    async with catalog.database.reading() as session:
        return tuple(room for room, _ in await talks.facets(session, given, Scope(guild_id), "room"))


def _by_name(rooms: Sequence[str], channels: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    matching = _by_name_or_none(rooms, channels)
    if not matching:
        raise UserError(f"No channel is called like a room. The rooms are {_listed(rooms)}.")
    return matching


def _by_name_or_none(rooms: Sequence[str], channels: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    by_letters = {_letters(name): channel_id for name, channel_id in channels.items()}
    return tuple((room, by_letters[_letters(room)]) for room in rooms if _letters(room) in by_letters)


def _parts(typed: str, known: Sequence[str]) -> Sequence[str]:
    """A room's own name may hold a comma."""
    return [typed] if typed in known else re.split(r"[,;\n]", typed)


def _entry(typed: str, known: Sequence[str], channels: Mapping[str, int]) -> tuple[str, int | None]:
    match = None if typed in known else _TARGET.fullmatch(typed)
    if match is None:
        return _room(typed, known), None
    return _room(match["room"], known), _channel(match["channel"], channels)


def _room(typed: str, known: Sequence[str]) -> str:
    meant = meant_names(known, typed)
    if len(meant) != 1:
        raise UserError(f"“{typed[:60]}” is none of the rooms, which are {_listed(known)}.")
    return meant[0]


def _channel(typed: str, channels: Mapping[str, int]) -> int:
    name = typed.removeprefix("#")
    if match := re.fullmatch(r"<#(\d{1,20})>", typed):
        return int(match[1])
    if name not in channels:
        raise UserError(f"There is no channel #{name[:60]} that I see.")
    return channels[name]


def _letters(name: str) -> str:
    """Discord's channel names have hyphens for blanks, and no marks."""
    return "".join(letter for letter in fold(name) if letter.isalnum())


def _listed(rooms: Sequence[str]) -> str:
    more = f" and {len(rooms) - 10} more" if len(rooms) > 10 else ""  # noqa: PLR2004  as many as are listed
    return (", ".join(rooms[:10]) + more) if rooms else "not known yet"
