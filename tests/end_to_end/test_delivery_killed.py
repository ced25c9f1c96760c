"""A process that is killed at any point leaves each message in its channel once: not twice, and not never."""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.domain.announcements import OccurrenceState
from bot.sandbox import Channel, Sandbox
from bot.services.catalog import Catalog
from tests.end_to_end.deliveries import SEND, SENT, MovedClock, announced, occurrence_of, settled, texts

pytestmark = pytest.mark.both_databases

PROJECT = Path(__file__).parents[2]


class Bots:
    """Starts the bot as often as it is killed."""

    def __init__(self, discord: Sandbox, database_url: str) -> None:
        self._settings = {
            "DATABASE_URL": database_url,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
            "DISCORD_TOKEN": discord.token,
        }

    @asynccontextmanager
    async def running(self, *points: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """Killed at the end, if it has not been before."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.end_to_end.run_and_die", *points,
            cwd=PROJECT, env=os.environ | self._settings,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGKILL)
            await process.wait()

    @asynccontextmanager
    async def nothing(self) -> AsyncIterator[None]:
        yield

    async def dies_before(self, point: str) -> None:
        async with self.running(point) as process:
            assert process.stdout is not None
            assert (await asyncio.wait_for(process.stdout.readline(), 20)).strip() == b"here"


@pytest.fixture
async def discord() -> AsyncIterator[Sandbox]:
    async with Sandbox() as discord:
        yield discord


@pytest.fixture
def channel(discord: Sandbox) -> Channel:
    return discord.add_guild("Cloud Native Detroit").add_channel("talks")


@pytest.fixture
def bots(discord: Sandbox, database_url: str) -> Bots:
    return Bots(discord, database_url)


@pytest.mark.parametrize(
    ("point", "state", "there"),
    [
        ("claim", OccurrenceState.WAITING, []),
        ("begin", OccurrenceState.CLAIMED, []),
        ("send", OccurrenceState.CLAIMED, []),
        ("record", OccurrenceState.CLAIMED, ["Hello"]),
    ],
)
async def test_process_killed_before_a_step_is_followed_by_one_that_goes_on_there(
    seeded: Catalog, channel: Channel, bots: Bots, point: str, state: OccurrenceState, there: list[str]
) -> None:
    announcement = await announced(seeded, channel, MovedClock()())
    await bots.dies_before(point)
    assert (await occurrence_of(seeded, announcement)).state is state
    assert texts(channel) == there
    async with bots.running():
        sent = await settled(seeded, announcement, OccurrenceState.SENT)
    assert texts(channel) == ["Hello"]
    assert sent.message_id in channel.messages


async def test_process_killed_before_the_answer_comes(
    seeded: Catalog, discord: Sandbox, channel: Channel, bots: Bots
) -> None:
    announcement = await announced(seeded, channel, MovedClock()())
    slow = discord.faults.delay(*SEND, 0.5)
    async with bots.running():
        await discord.until(lambda: slow.met == 1, within=20)
    await discord.until(lambda: bool(discord.requests.of(*SENT)))
    async with bots.running():
        await settled(seeded, announcement, OccurrenceState.SENT)
    assert texts(channel) == ["Hello"]
    assert len(discord.requests.of(*SENT)) == 2


async def test_killed_again_and_again_at_random_every_message_is_there_once(
    seeded: Catalog, discord: Sandbox, bots: Bots
) -> None:
    """Among them some whose answers get lost, and two processes at once."""
    guild = discord.add_guild("Cloud Native Detroit")
    channels = [guild.add_channel(f"room-{number}") for number in range(20)]
    now = MovedClock()()
    announcements = [await announced(seeded, channels[number % 20], now, f"Message {number}") for number in range(220)]
    chance = random.Random(20_261_122)

    def all_there() -> int:
        return sum(len(channel.messages) for channel in channels)

    discord.faults.delay(*SEND, 0.02, times=1_000_000)
    while all_there() < 220:
        goal = all_there() + chance.randint(5, 45)
        async with bots.running(), bots.running() if chance.random() < 0.3 else bots.nothing():
            await discord.until(lambda goal=goal: all_there() >= min(goal, 220), within=30)  # type: ignore[misc]
            await asyncio.sleep(chance.random() * 0.02)
    async with bots.running():
        for announcement in announcements:
            await settled(seeded, announcement, OccurrenceState.SENT)
    found = Counter(text for channel in channels for text in texts(channel))
    assert found == Counter(f"Message {number}" for number in range(220))
