"""Several real processes of the bot on one PostgreSQL: who answers what, who sends what, and what is done once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.history import OPERATOR
from bot.sandbox import Guild, Sandbox
from bot.services.catalog import Catalog
from bot.services.changes.remove_from_catalog import remove_event
from bot.store import events
from bot.store.database import Database
from tests.conftest import on_postgresql
from tests.end_to_end.deliveries import announced, texts
from tests.end_to_end.openapi import complaints
from tests.end_to_end.processes import Processes, empty_database, guilds_by_shard, processes

pytestmark = on_postgresql

KUBECON = "KubeCon + CloudNativeCon North America 2022"
COMMANDS = "PUT", "/applications/{application_id}/commands"


@pytest.fixture
async def discord() -> AsyncIterator[Sandbox]:
    async with Sandbox() as discord:
        yield discord
        assert complaints(discord.requests) == []


@pytest.fixture
async def database_url() -> AsyncIterator[str]:
    async with empty_database() as url:
        yield url


@pytest.fixture
async def two(discord: Sandbox, database_url: str) -> AsyncIterator[Processes]:
    """Nothing is found by looking often: only what the others tell is found soon."""
    async with processes(discord, database_url, 2, POLL_SECONDS="60") as two:
        await two.start_all()
        await discord.connected(shards=2, within=30)
        yield two


@pytest.fixture
async def catalog(database_url: str) -> AsyncIterator[Catalog]:
    database = Database(database_url)
    yield Catalog(database)
    await database.close()


@pytest.fixture
def guilds(discord: Sandbox) -> list[Guild]:
    return guilds_by_shard(discord, 2)


async def test_starting_together_on_an_empty_database_they_prepare_it_once(
    discord: Sandbox, guilds: list[Guild], two: Processes, catalog: Catalog
) -> None:
    assert len(two.running) == 2
    async with catalog.database.reading() as session:
        assert [event.event.name for event in await events.of_owner(session, None)] == [KUBECON]
    assert len(discord.requests.of(*COMMANDS)) == 1
    for guild in guilds:
        message = await guild.add_member("Maya").types("/talk search cni", guild.add_channel("talks"))
        assert "CNI" in message.text


async def test_commands_are_answered_by_the_process_of_their_shard(
    discord: Sandbox, guilds: list[Guild], two: Processes
) -> None:
    """Direct messages belong to the first."""
    first, second = guilds
    maya = first.add_member("Maya")
    await two.kill(1)
    assert "CNI" in (await maya.types("/talk search cni", first.add_channel("talks"))).text
    assert "CNI" in (await maya.types("/talk search cni", maya.dm)).text
    unheard = second.add_member("Omar").types("/talk search cni", second.add_channel("talks"))
    await two.start(1)
    await discord.connected(shards=2, within=20)
    assert "CNI" in (await second.add_member("Omar").types("/talk search cni", second.add_channel("other"))).text
    await two.kill(0)
    assert "CNI" in (await second.add_member("Omar").types("/talk search cni", second.add_channel("third"))).text
    assert not unheard.interaction.acknowledged


async def test_what_is_planned_by_one_process_goes_out_in_time_by_another(
    guilds: list[Guild], two: Processes, catalog: Catalog
) -> None:
    """The one whose server it is has died."""
    await two.kill(1)
    channel = guilds[1].add_channel("news")
    due = datetime.now(UTC) + timedelta(seconds=0.5)
    await announced(catalog, channel, due, now=due - timedelta(seconds=1))
    await channel.message(lambda message: message.content == "Hello", within=2)
    assert texts(channel) == ["Hello"]


async def test_what_one_process_changes_the_other_finds(guilds: list[Guild], two: Processes, catalog: Catalog) -> None:
    assert len(two.running) == 2
    asking = [guild.add_member("Maya").types("/event list", guild.add_channel("talks")) for guild in guilds]
    assert [KUBECON in message.text for message in await asyncio.gather(*asking)] == [True, True]
    async with catalog.database.reading() as session:
        (event,) = await events.of_owner(session, None)
    await remove_event(catalog, event.id, guild_id=None, actor=OPERATOR, now=datetime.now(UTC))
    began = asyncio.get_running_loop().time()
    asking = [guild.add_member("Maya").types("/event list", guild.channel("talks")) for guild in guilds]
    assert [KUBECON in message.text for message in await asyncio.gather(*asking)] == [False, False]
    assert asyncio.get_running_loop().time() - began < 2
