"""A recap whose process is killed after each of its messages stands there in the end, every part once."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.clock import system_clock
from bot.domain.announcements import OccurrenceState, Wording
from bot.domain.catalog import Scope
from bot.domain.event_recaps import RecapStyle
from bot.sandbox import Channel, ChannelKind, Message
from bot.sandbox.world.nonces import Nonces
from bot.services.catalog import Catalog
from bot.services.recaps.compose_recap import compose_recap
from bot.services.recaps.post_recap import posts_of
from tests import make
from tests.end_to_end.conftest import Town
from tests.end_to_end.deliveries import announced, settled
from tests.end_to_end.recaps import own, titles
from tests.waiting import until

pytestmark = pytest.mark.both_databases

PROJECT = Path(__file__).parents[2]
EVENT = "Harbour Conf 2026"
HEADLINE = f"{EVENT}: the recap"

# The bot as a process of its own, which takes up soon what another one left.
RUNNING = """
import asyncio, sys
from bot.discord_app.client import TalkbotClient
from bot.discord_app.endpoints import use_endpoints
from bot.discord_app.serving import serve
from bot.discord_app.wiring import Wiring
from bot.services.catalog import Catalog
from bot.store.database import Database

async def run():
    use_endpoints(sys.argv[2], sys.argv[3])
    wiring = Wiring(guild_ready_timeout=0.1, news_seconds=0.05, lease_seconds=0.3, poll_seconds=0.05)
    catalog = Catalog(Database(sys.argv[1]))
    await serve(lambda: TalkbotClient(catalog, wiring), sys.argv[4], asyncio.Event())

asyncio.run(run())
"""


class Bot:
    """Started, and killed without a warning."""

    def __init__(self, town: Town, database_url: str) -> None:
        self._town = town
        self._url = database_url
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        discord = self._town.discord
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", RUNNING, self._url, discord.api_url, discord.gateway_url, discord.token,
            cwd=PROJECT, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        await discord.connected(within=40)

    async def kill(self) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
        assert await self._process.wait() == -signal.SIGKILL
        await self._town.discord.disconnected()


@pytest.fixture
async def bot(town: Town, database_url: str) -> AsyncIterator[Bot]:
    """In the place of the town's own."""
    await town.stop_bot()
    await town.discord.disconnected()
    bot = Bot(town, database_url)
    await bot.start()
    yield bot
    await bot.kill()


async def killed_after_each(town: Town, bot: Bot, count: Callable[[], int], messages: int, *, forgotten: bool) -> None:
    """After each message but the last. An answer takes a while, so that the process dies before it has written down
    what it sent; where `forgotten`, so long after that Discord no longer knows the message's nonce.
    """
    for sent in range(1, messages):
        await town.discord.until(lambda sent=sent: count() >= sent, within=40)  # type: ignore[misc]
        await bot.kill()
        if forgotten:
            town.discord.world.nonces = Nonces(town.discord.world.clock)
        await bot.start()
    await town.discord.until(lambda: count() >= messages, within=40)


async def finished(seeded: Catalog, town: Town) -> None:
    event = (await compose_recap(seeded, EVENT, Scope(town.guild.id))).event

    async def is_finished() -> bool:
        posts = await posts_of(seeded, town.guild.id, event.id)
        return bool(posts) and all(post.finished_at is not None for post in posts)

    await until(is_finished)


async def harbour(seeded: Catalog, talks: int, abstract: str = "It tells of tides, and of how they are met.") -> None:
    known = [
        make.talk(f"Talk number {number}", abstract=abstract, speakers=(make.speaker("Ada " + "x" * 150),))
        for number in range(1, talks + 1)
    ]
    await make.saved(seeded, *known, of=make.event(EVENT))


async def begin(town: Town, channel: Channel, style: str) -> None:
    town.discord.faults.delay("POST", "/channels/*", 0.15, times=1000)
    town.moderator.types(f"/recap post event:Harbour channel:{channel.mention} style:{style}", town.channel)


@pytest.mark.parametrize("forgotten", [False, True])
async def test_full_recap_killed_after_each_message(town: Town, seeded: Catalog, bot: Bot, *, forgotten: bool) -> None:
    await harbour(seeded, 50, "Much is told here of tides, of winds and of how a harbour master meets them. " * 4)
    channel = town.guild.add_channel("recaps")
    await begin(town, channel, "full")
    await killed_after_each(town, bot, lambda: len(own(channel)), 3, forgotten=forgotten)
    await finished(seeded, town)
    shown = "\n".join(embed["description"] for message in own(channel) for embed in message.embeds)
    assert [shown.count(f"**Talk number {number}**") for number in range(1, 51)] == [1] * 50
    assert titles(own(channel)) == [HEADLINE, None, None]


async def test_threads_recap_killed_after_each_message(town: Town, seeded: Catalog, bot: Bot) -> None:
    await harbour(seeded, 3)
    channel = town.guild.add_channel("recaps")

    def sent() -> list[Message]:
        return [message for place in (channel, *town.guild.threads) for message in own(place)]

    await begin(town, channel, "threads")
    await killed_after_each(town, bot, lambda: len(sent()), 4, forgotten=True)
    await finished(seeded, town)
    assert titles(sent()) == [HEADLINE, "Talk number 1", "Talk number 2", "Talk number 3"]
    assert [thread.name for thread in town.guild.threads] == [HEADLINE]


async def test_forum_posts_killed_after_each(town: Town, seeded: Catalog, bot: Bot) -> None:
    await harbour(seeded, 3)
    forum = town.guild.add_channel("recaps", kind=ChannelKind.FORUM)
    await begin(town, forum, "threads")
    await killed_after_each(town, bot, lambda: len(town.guild.threads), 4, forgotten=True)
    await finished(seeded, town)
    assert [thread.name for thread in town.guild.threads] == [
        "Talk number 3",
        "Talk number 2",
        "Talk number 1",
        HEADLINE,
    ]


async def test_scheduled_recap_killed_after_each_message(town: Town, seeded: Catalog, bot: Bot) -> None:
    await harbour(seeded, 3)
    channel = town.guild.add_channel("recaps")
    event = (await compose_recap(seeded, EVENT, Scope(town.guild.id))).event

    def sent() -> list[Message]:
        return [message for place in (channel, *town.guild.threads) for message in own(place)]

    town.discord.faults.delay("POST", "/channels/*", 0.15, times=1000)
    wording = Wording(event_id=event.id, recap=RecapStyle.THREADS)
    announcement = await announced(seeded, channel, system_clock(), wording=wording, grace_minutes=30)
    await killed_after_each(town, bot, lambda: len(sent()), 4, forgotten=True)
    await finished(seeded, town)
    await settled(seeded, announcement, OccurrenceState.SENT)
    assert titles(sent()) == [HEADLINE, "Talk number 1", "Talk number 2", "Talk number 3"]
