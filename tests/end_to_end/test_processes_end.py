"""Processes that are killed, or lose their database: nothing is lost, nothing is twice."""

import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.announcements import OccurrenceState
from bot.sandbox import Channel, Guild, Sandbox
from bot.services.catalog import Catalog
from bot.store.database import Database
from tests.conftest import on_postgresql
from tests.end_to_end.asking import CALLBACK
from tests.end_to_end.deliveries import SEND, announced, settled, texts
from tests.end_to_end.processes import (
    REAL,
    break_all_connections,
    empty_database,
    guilds_by_shard,
    processes,
)

pytestmark = on_postgresql

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


async def many(catalog: Catalog, guilds: list[Guild]) -> list[Channel]:
    channels = [guild.add_channel(f"room-{number}") for guild in guilds for number in range(8)]
    now = datetime.now(UTC)
    for number in range(MESSAGES):
        due = now + timedelta(seconds=number / 100)
        await announced(catalog, channels[number % len(channels)], due, f"Message {number}")
    return channels


def told(channels: list[Channel]) -> Counter[str]:
    return Counter(text for channel in channels for text in texts(channel))


async def test_what_a_killed_process_answered_is_not_answered_again(discord: Sandbox, database_url: str) -> None:
    (guild,) = guilds_by_shard(discord, 1)
    maya, channel = guild.add_member("Maya"), guild.add_channel("talks")
    async with processes(discord, database_url, 1, REAL) as them:
        await them.start_ready(0)
        old = them.running[0]
        await them.start_ready(0)
        for _ in range(3):
            await maya.types("/event list", channel)
        old.kill()
        await old.wait()
        await maya.types("/talk search cni", channel)
    assert len(discord.requests.of(*CALLBACK)) == 4


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
