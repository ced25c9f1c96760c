"""A rolling restart under load, as the README describes it, and one in which PostgreSQL restarts as well."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox import Channel, Guild, Sandbox
from bot.services.catalog import Catalog
from bot.store.database import Database
from tests.conftest import on_postgresql
from tests.end_to_end.asking import Asking
from tests.end_to_end.deliveries import announced, texts
from tests.end_to_end.postgresql import INSTALLED, own_postgresql
from tests.end_to_end.processes import REAL, Processes, empty_database, guilds_by_shard, processes, stopped

SHARDS = 2
MESSAGES = 150


@pytest.fixture
async def discord() -> AsyncIterator[Sandbox]:
    async with Sandbox(record=100_000) as discord:
        yield discord


@pytest.fixture
def guilds(discord: Sandbox) -> list[Guild]:
    """Two on each shard."""
    return [*guilds_by_shard(discord, SHARDS), *guilds_by_shard(discord, SHARDS)]


async def start(discord: Sandbox, them: Processes) -> None:
    await them.start_all()
    await discord.connected(shards=SHARDS, within=40)


async def plan_messages(database_url: str, guilds: list[Guild]) -> list[Channel]:
    """One falls due after the other, while the processes are replaced."""
    database, now = Database(database_url), datetime.now(UTC)
    channels = [guild.add_channel(f"room-{number}") for guild in guilds for number in range(4)]
    for number in range(MESSAGES):
        due = now + timedelta(seconds=number / 10)
        await announced(Catalog(database), channels[number % len(channels)], due, f"Message {number}")
    await database.close()
    return channels


def told(channels: list[Channel]) -> Counter[str]:
    return Counter(text for channel in channels for text in texts(channel))


@on_postgresql
async def test_while_every_process_is_replaced_every_command_is_answered_once(
    discord: Sandbox, guilds: list[Guild]
) -> None:
    async with empty_database() as url, processes(discord, url, SHARDS, REAL) as them:
        await start(discord, them)
        asking = Asking(discord, guilds)
        for shard in range(SHARDS):
            old = them.running[shard]
            await them.start_ready(shard)
            await asking.until(50)
            assert await stopped(old) == 0
            await asking.until(50)
        await asking.stop()
    assert asking.failed == []
    assert asking.answered_again() == []


@pytest.mark.skipif(not INSTALLED, reason="initdb and pg_ctl are not at hand")
async def test_when_postgresql_restarts_meanwhile_commands_wait_for_it_and_announcements_go_out_once(
    discord: Sandbox, guilds: list[Guild]
) -> None:
    """While two processes hold a shard, and just before one of them is stopped.

    Who could not hear the other for a moment may be at the same interaction; Discord takes the first answer.
    """
    async with own_postgresql() as postgresql, processes(discord, postgresql.url, SHARDS, REAL) as them:
        await start(discord, them)
        channels = await plan_messages(postgresql.url, guilds)
        asking = Asking(discord, guilds)
        for shard in range(SHARDS):
            old = them.running[shard]
            await them.start_ready(shard)
            await asking.until(50)
            await postgresql.restart()
            assert await stopped(old) == 0
            await asking.until(50)
        await asking.stop()
        await discord.until(lambda: told(channels).total() >= MESSAGES, within=30)
    assert asking.failed == []
    assert told(channels) == Counter(f"Message {number}" for number in range(MESSAGES))
