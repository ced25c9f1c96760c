"""A small bot on the stock discord.py, connected to a sandbox over real sockets."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import pytest
import yarl
from discord import app_commands

from bot.sandbox import Channel, Guild, Member, Sandbox
from tests.sandbox.commands import add_commands

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, guild_scheduled_events=True)


class MovableClock:
    """Runs like the real one, and can be moved ahead."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


class SmallBot(discord.Client):
    """Answers as simply as it can; what it heard is kept for the test to look at."""

    def __init__(self, intents: discord.Intents = INTENTS) -> None:
        super().__init__(
            intents=intents,
            guild_ready_timeout=0.02,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.tree = app_commands.CommandTree(self)
        self.heard: asyncio.Queue[discord.Message] = asyncio.Queue()
        self.up = asyncio.Event()
        self.resumed = asyncio.Event()

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        await self.heard.put(message)

    async def on_ready(self) -> None:
        self.up.set()

    async def on_resumed(self) -> None:
        self.resumed.set()

    def text_channel(self, channel: Channel) -> discord.TextChannel:
        found = self.get_channel(channel.id)
        assert isinstance(found, discord.TextChannel)
        return found


class ShardedBot(discord.AutoShardedClient):
    def __init__(self, shard_ids: list[int], shard_count: int) -> None:
        super().__init__(
            intents=INTENTS,
            guild_ready_timeout=0.02,
            shard_ids=shard_ids,
            shard_count=shard_count,
        )
        self.up = asyncio.Event()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Without the library's wait of 5 s between two shards."""

    async def on_ready(self) -> None:
        self.up.set()


def point_at(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", sandbox.api_url)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(sandbox.gateway_url))


@asynccontextmanager
async def running(client: SmallBot | ShardedBot, sandbox: Sandbox) -> AsyncIterator[None]:
    """The client, logged in and ready, and closed at the end; its error if it fails before that."""
    async with client:
        task = asyncio.create_task(client.start(sandbox.token))
        ready = asyncio.create_task(client.up.wait())
        try:
            await asyncio.wait({task, ready}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                await task
            yield
        finally:
            ready.cancel()
            await client.close()
            await asyncio.gather(task, ready, return_exceptions=True)


@dataclass
class Town:
    """A server with a channel, a member and a moderator, and the bot in it."""

    discord: Sandbox
    clock: MovableClock
    bot: SmallBot
    guild: Guild
    general: Channel
    maya: Member
    omar: Member


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def sandbox(clock: MovableClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sandbox]:
    async with Sandbox(clock=clock) as discord:
        point_at(discord, monkeypatch)
        yield discord


@pytest.fixture
async def town(sandbox: Sandbox, clock: MovableClock) -> AsyncIterator[Town]:
    guild = sandbox.add_guild("Cloud Native Detroit")
    general = guild.add_channel("general")
    bot = SmallBot()
    add_commands(bot.tree)
    async with running(bot, sandbox):
        yield Town(sandbox, clock, bot, guild, general, guild.add_member("Maya"), guild.add_moderator("Omar"))


@dataclass
class Bare:
    """The sandbox without a bot: requests are sent as they are, past the checks of the library."""

    discord: Sandbox
    general: Channel
    maya: Member
    session: aiohttp.ClientSession

    @property
    def messages(self) -> str:
        return f"/channels/{self.general.id}/messages"

    async def send(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> tuple[int, Any]:
        """Status and answer; an answer without a body is None."""
        headers = {"Authorization": f"Bot {token or self.discord.token}"}
        async with self.session.request(method, self.discord.api_url + path, json=body, headers=headers) as answer:
            return answer.status, await answer.json() if answer.content_type == "application/json" else None


@pytest.fixture
async def bare(sandbox: Sandbox) -> AsyncIterator[Bare]:
    guild = sandbox.add_guild("Cloud Native Detroit")
    async with aiohttp.ClientSession() as session:
        yield Bare(sandbox, guild.add_channel("general"), guild.add_member("Maya"), session)
