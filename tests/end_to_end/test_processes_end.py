"""Processes that are killed, replaced under load, or lose their database: nothing is lost, nothing is twice."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.announcements import OccurrenceState
from bot.sandbox import Channel, Guild, Sandbox
from bot.services.catalog import Catalog
from bot.store.database import Database
from tests.conftest import POSTGRES
from tests.end_to_end.deliveries import SEND, announced, settled, texts
from tests.end_to_end.processes import (
    break_all_connections,
    empty_database,
    guilds_by_shard,
    processes,
    stopped,
)

pytestmark = pytest.mark.skipif(POSTGRES is None, reason="TEST_POSTGRES_URL names no server")

MESSAGES = 300


@pytest.fixture
async def discord() -> AsyncIterator[Sandbox]:
    async with Sandbox() as discord:
        yield discord


@pytest.fixture
async def database_url() -> AsyncIterator[str]:
    async with empty_database() as url:
        yield url


@pytest.fixture
async def catalog(database_url: str) -> AsyncIterator[Catalog]:
    database = Database(database_url)
    yield Catalog(database)
    await database.close()


class Asking:
    """Members of every server ask one command after the other until they are told to stop."""

    def __init__(self, discord: Sandbox, guilds: list[Guild]) -> None:
        self._discord = discord
        self.answered = 0
        self.failed: list[str] = []
        self._stop = False
        self._askers = [asyncio.create_task(self._ask(guild, name)) for guild in guilds for name in ("Maya", "Omar")]

    async def until(self, more: int) -> None:
        goal = self.answered + more
        await self._discord.until(lambda: self.answered >= goal, within=30)

    async def stop(self) -> None:
        self._stop = True
        await asyncio.gather(*self._askers)

    async def _ask(self, guild: Guild, name: str) -> None:
        member, channel = guild.add_member(name), guild.add_channel(f"talks-{name.lower()}")
        while not self._stop:
            message = await member.types("/talk search cni", channel)
            if "CNI" not in message.text:
                self.failed.append(message.text)
            self.answered += 1


def answers_refused(discord: Sandbox) -> list[int | None]:
    """Of Discord: what two wanted to answer, or one too late."""
    callback = discord.requests.of("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
    return [request.status for request in callback if request.status != 200]


async def many(catalog: Catalog, guilds: list[Guild]) -> list[Channel]:
    channels = [guild.add_channel(f"room-{number}") for guild in guilds for number in range(8)]
    now = datetime.now(UTC)
    for number in range(MESSAGES):
        due = now + timedelta(seconds=number / 100)
        await announced(catalog, channels[number % len(channels)], due, f"Message {number}")
    return channels


def told(channels: list[Channel]) -> Counter[str]:
    return Counter(text for channel in channels for text in texts(channel))


@pytest.mark.parametrize("count", [2, 4])
async def test_killed_at_random_and_started_again_every_message_is_there_once(
    discord: Sandbox, database_url: str, catalog: Catalog, count: int
) -> None:
    guilds = guilds_by_shard(discord, count)
    chance = random.Random(20_261_122)
    discord.faults.delay(*SEND, 0.02, times=1_000_000)
    async with processes(discord, database_url, count) as them:
        await them.start_all()
        await discord.connected(shards=count, within=40)
        channels = await many(catalog, guilds)
        while (there := told(channels).total()) < MESSAGES:
            goal = min(there + chance.randint(10, 80), MESSAGES)
            await discord.until(lambda goal=goal: told(channels).total() >= goal, within=30)  # type: ignore[misc]
            shard = chance.choice(sorted(them.running))
            await them.kill(shard)
            await them.start(shard)
        assert told(channels) == Counter(f"Message {number}" for number in range(MESSAGES))
        await discord.connected(shards=count, within=40)
    assert told(channels) == Counter(f"Message {number}" for number in range(MESSAGES))


async def test_replaced_one_by_one_under_load_no_command_fails(discord: Sandbox, database_url: str) -> None:
    """The new process is there before the old one goes."""
    guilds = guilds_by_shard(discord, 2)
    async with processes(discord, database_url, 2) as them:
        await them.start_all()
        await discord.connected(shards=2, within=40)
        asking = Asking(discord, guilds)
        for shard in range(2):
            await asking.until(20)
            old = them.running[shard]
            await them.start(shard)
            await discord.connected(shards=3, within=40)
            await asking.until(20)
            assert await stopped(old) == 0
            await asking.until(20)
        await asking.stop()
    assert (asking.failed, answers_refused(discord)) == ([], [])


async def test_postgresql_that_breaks_all_connections_stops_nobody(
    discord: Sandbox, database_url: str, catalog: Catalog
) -> None:
    guilds = guilds_by_shard(discord, 2)
    async with processes(discord, database_url, 2) as them:
        await them.start_all()
        await discord.connected(shards=2, within=40)
        channels = await many(catalog, guilds)
        for goal in (50, 120, 200):
            await discord.until(lambda goal=goal: told(channels).total() >= goal, within=30)  # type: ignore[misc]
            await break_all_connections(database_url)
        await discord.until(lambda: told(channels).total() >= MESSAGES, within=30)
        for guild in guilds:
            message = await guild.add_member("Maya").types("/talk search cni", guild.add_channel("talks"))
            assert "CNI" in message.text
        late = await announced(catalog, channels[0], datetime.now(UTC) + timedelta(seconds=0.5), "Afterwards")
        await settled(catalog, late, OccurrenceState.SENT)
    assert told(channels) == Counter([*(f"Message {number}" for number in range(MESSAGES)), "Afterwards"])
