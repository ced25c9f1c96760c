"""What one member or one server may ask of the bot, so that it has time for all the others."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from math import ceil
from typing import Any
from weakref import WeakValueDictionary

import discord

from bot.clock import Clock
from bot.discord_app.pacing import Allowance
from bot.discord_app.wiring import Wiring
from bot.errors import LeftUnansweredError, TooOftenError
from bot.shares import Share, connections_of

_AT_ONCE = 2
_MOST_WAITING = 100
# What takes longer waits for Discord or for a source, and so is in nobody's way; or for the database, of which a server
# has its share.
_LONGEST_TURN = 0.25
# Of all that there are to the database.
_CONNECTIONS_AT_ONCE = 4

_HEAVY = frozenset({"catalog import", "catalog export", "recap preview", "recap post", "recap update"})
_HEAVY_GROUPS = frozenset(name.partition(" ")[0] for name in _HEAVY)
_HEAVY_AT_ONCE, _SECONDS_A_HEAVY_ONE = 5, 12.0


class Rationing:
    """Commands are counted by member and by server. All that is asked, clicks and completions too, takes turns."""

    def __init__(self, wiring: Wiring) -> None:
        self._members = _a_minute(wiring.clock, wiring.member_commands_per_minute)
        self._servers = _a_minute(wiring.clock, wiring.server_commands_per_minute)
        self._heavy = Allowance(wiring.clock, at_once=_HEAVY_AT_ONCE, seconds=_SECONDS_A_HEAVY_ONE)
        self._places: WeakValueDictionary[int, _Place] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, interaction: discord.Interaction[Any]) -> AsyncIterator[None]:
        """Raise TooOftenError where there was too much."""
        place_id = interaction.guild_id or interaction.user.id
        place = self._place(place_id)
        turn = await place.next_turn()
        try:
            if interaction.type is discord.InteractionType.application_command:
                self._count(interaction, place_id)
            with connections_of(place.connections):
                yield
        finally:
            turn.end()

    @contextmanager
    def share(self, message: discord.Message) -> Iterator[None]:
        """Messages have a pace of their own, and no turns."""
        place = self._place(message.author.id if message.guild is None else message.guild.id)
        with connections_of(place.connections):
            yield

    def _place(self, place_id: int) -> "_Place":
        place = self._places.get(place_id)
        if place is None:
            place = self._places[place_id] = _Place()
        return place

    def _count(self, interaction: discord.Interaction[Any], place_id: int) -> None:
        if self._members is not None:
            _take(self._members, interaction.user.id, "You ask faster than I may answer")
        if _is_heavy(interaction):
            _take(self._heavy, place_id, "That is much work, and was asked several times here")
        if self._servers is not None:
            _take(self._servers, place_id, "Much is asked here at the moment")


class _Place:
    """A server, or a person's direct messages."""

    def __init__(self) -> None:
        self.connections = Share(_CONNECTIONS_AT_ONCE)
        self._free = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    async def next_turn(self) -> "_Turn":
        """To be ended."""
        if self._waiting >= _MOST_WAITING:
            raise LeftUnansweredError
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1
        return _Turn(self._free)


class _Turn:
    """Ends after a moment by itself."""

    def __init__(self, free: asyncio.Semaphore) -> None:
        self._free: asyncio.Semaphore | None = free
        self._over = asyncio.get_running_loop().call_later(_LONGEST_TURN, self.end)

    def end(self) -> None:
        """Once, whoever says so first."""
        self._over.cancel()
        if self._free is not None:
            self._free.release()
            self._free = None


def _is_heavy(interaction: discord.Interaction[Any]) -> bool:
    """Most can be told by the first word of their name, without looking the command up."""
    data: Mapping[str, Any] = interaction.data or {}
    if data.get("name") not in _HEAVY_GROUPS:
        return False
    return interaction.command is not None and interaction.command.qualified_name in _HEAVY


def _a_minute(clock: Clock, commands: int) -> Allowance | None:
    """A third of them may come at once."""
    return Allowance(clock, at_once=ceil(commands / 3), seconds=60 / commands) if commands else None


def _take(allowance: Allowance, id: int, why: str) -> None:
    if not allowance.takes(id):
        seconds = max(1, ceil(allowance.seconds_until_next(id)))
        raise TooOftenError(f"{why}. Try again in {seconds} {'second' if seconds == 1 else 'seconds'}.")
