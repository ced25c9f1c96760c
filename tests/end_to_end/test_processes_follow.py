"""A link that several processes follow: one of them reads it for all, and another one when that one is killed."""

from collections.abc import AsyncIterator, Iterator

import psutil
import pytest
from aiohttp import web

from bot.sandbox import Channel, Guild, Message, Sandbox
from tests.conftest import on_postgresql
from tests.end_to_end.catalog import Site, apply, opened, preview, schedule, talk
from tests.end_to_end.processes import QUICK, Processes, empty_database, guilds_by_shard, processes

pytestmark = on_postgresql

BEFORE, AFTER = schedule(talk("Quiet Tides")), schedule(talk("Quiet Tides"), talk("Spring Tide"))
FIVE_TIMES_A_SECOND = str(0.2 / 60)
LOOPBACK = "127.0.0.1/32"


class WatchedSite(Site):
    """Knows which process reads, by the ends of their connections."""

    def __init__(self, discord: Sandbox) -> None:
        super().__init__()
        self._discord = discord
        self._processes: dict[int, psutil.Process] = {}
        self._readers: list[int | None] = []

    def watches(self, them: Processes) -> None:
        self._processes = {shard: psutil.Process(process.pid) for shard, process in them.running.items()}

    async def read_by(self, *, times: int) -> set[int | None]:
        """The shards of those who read it, from now on until it was read so often."""
        self._readers.clear()
        await self._discord.until(lambda: len(self._readers) >= times, within=10)
        return set(self._readers)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        _, port = request.transport.get_extra_info("peername")
        self._readers.append(next((shard for shard in self._processes if port in self._ports(shard)), None))
        self._discord.world.changes.notify()
        return await super().answer(request)

    def _ports(self, shard: int) -> Iterator[int]:
        process = self._processes[shard]
        if process.is_running():
            for connection in process.net_connections("tcp4"):
                yield connection.laddr.port


@pytest.fixture
async def discord() -> AsyncIterator[Sandbox]:
    async with Sandbox() as discord:
        yield discord


@pytest.fixture
async def site(discord: Sandbox) -> AsyncIterator[WatchedSite]:
    async with opened(WatchedSite(discord)) as site:
        yield site


@pytest.fixture
async def database_url() -> AsyncIterator[str]:
    async with empty_database() as url:
        yield url


async def follow(site: Site, guild: Guild) -> Channel:
    """Imported from its link; the channel is told what changes there."""
    channel, moderator = guild.add_channel("talks"), guild.add_moderator("Moss")
    url = site.serves("plan.json", BEFORE)
    await apply(moderator, await preview(moderator.types(f"/catalog import url:{url}", channel)))
    await moderator.types("/catalog follow harbour", channel)
    return channel


def is_news(message: Message) -> bool:
    return "has changed" in message.text


@pytest.mark.parametrize("count", [2, 4])
async def test_one_process_reads_for_all_and_another_one_when_it_is_killed_at_that(
    discord: Sandbox, site: WatchedSite, database_url: str, count: int
) -> None:
    guilds = guilds_by_shard(discord, count)
    settings = {"SYNC_MINUTES": FIVE_TIMES_A_SECOND, "FETCH_ALLOWED_NETWORKS": LOOPBACK}
    async with processes(discord, database_url, count, QUICK, **settings) as them:
        await them.start_all()
        await discord.connected(shards=count, within=40)
        site.watches(them)
        channel = await follow(site, guilds[0])
        (reader,) = await site.read_by(times=2 * count)
        assert reader is not None
        site.hold.clear()
        assert await site.read_by(times=1) == {reader}
        site.serves("plan.json", AFTER)
        await them.kill(reader)
        (follower,) = await site.read_by(times=1)
        assert follower not in {reader, None}
        site.hold.set()
        assert "Spring Tide" in (await channel.message(is_news)).text
        await them.start(reader)
        await discord.connected(shards=count, within=40)
        site.watches(them)
        assert await site.read_by(times=2 * count) == {follower}
    assert len([message for message in channel.messages.values() if is_news(message)]) == 1
