"""The real client, over real sockets, against the sandbox; every request that it sent is checked when a test ends."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.discord_app.client import TalkbotClient
from bot.discord_app.endpoints import use_endpoints
from bot.discord_app.serving import serve
from bot.discord_app.wiring import Wiring
from bot.sandbox import Sandbox
from bot.services.catalog import Catalog
from bot.store.database import Database
from tests.end_to_end.openapi import complaints

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what is about the database itself, marked `both_databases`: the services' tests, on which all
    else rests, run on both. TEST_EVERYTHING=1 runs these on both as well, which takes minutes longer.
    """
    if os.environ.get("TEST_EVERYTHING"):
        return
    left_out = {item for item in items if _HERE in item.path.parents and _is_repeated(item)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def _is_repeated(item: pytest.Item) -> bool:
    call = getattr(item, "callspec", None)
    on_postgresql = call is not None and call.params.get("database_url") == "postgresql"
    return on_postgresql and item.get_closest_marker("both_databases") is None


class Town:
    """A server with a channel, a member who asks, a moderator, and the bot."""

    def __init__(self, discord: Sandbox, open_database: Callable[[], Database], wiring: Wiring) -> None:
        self.discord = discord
        self.guild = discord.add_guild("Cloud Native Detroit")
        self.channel = self.guild.add_channel("talks")
        self.maya = self.guild.add_member("Maya")
        self.moderator = self.guild.add_moderator("Moss")
        self._open_database = open_database
        self.database: Database | None = None
        self._wiring = wiring
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def start_bot(self) -> None:
        """With a connection of its own to the database, as a new process would have."""
        self._stop.clear()
        self._running = asyncio.create_task(self._run())
        await self.discord.connected()

    async def stop_bot(self) -> None:
        self._stop.set()
        if self._running is not None:
            await self._running

    async def restart_bot(self) -> None:
        await self.stop_bot()
        await self.discord.disconnected()
        await self.start_bot()

    async def _run(self) -> None:
        use_endpoints(self.discord.api_url, self.discord.gateway_url)
        database = self.database = self._open_database()
        catalog = Catalog(database)
        try:
            await serve(lambda: TalkbotClient(catalog, self._wiring), self.discord.token, self._stop)
        finally:
            await database.close()


@pytest.fixture
def wiring() -> Wiring:
    """A module of tests overrides it for limits or intervals of its own."""
    return Wiring(guild_ready_timeout=0.1)


@pytest.fixture
def open_database(database_url: str) -> Callable[[], Database]:
    """A module of tests overrides it for a database with troubles of its own."""
    return lambda: Database(database_url)


@pytest.fixture
async def town(seeded: Catalog, open_database: Callable[[], Database], wiring: Wiring) -> AsyncIterator[Town]:
    """The catalog holds the seed; `seeded` is a handle of the test's own on the same database."""
    async with Sandbox() as discord:
        town = Town(discord, open_database, wiring)
        await town.start_bot()
        yield town
        await town.stop_bot()
        assert complaints(discord.requests) == []
