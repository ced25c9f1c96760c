"""Two and four processes on one PostgreSQL, killed at random and started again while announcements fall due.

Is each announcement there once, how late, and is every command answered whose process lives?

BENCH_MESSAGES is how many announcements there are for each count of processes; TEST_POSTGRES_URL names the server.
"""

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median, quantiles
from typing import TypeAlias

from sqlalchemy import func, select

from bot.domain.announcements import OccurrenceState
from bot.sandbox import Channel, Guild, Message, NothingHappened, Reply, Sandbox
from bot.sandbox.faults import EVER
from bot.store.announcement_tables import OccurrenceRow
from bot.store.database import Database
from tests.benchmarks.planning import plan_all
from tests.benchmarks.reporting import Line, report
from tests.conftest import POSTGRES
from tests.end_to_end.deliveries import SEND
from tests.end_to_end.processes import REAL, Processes, empty_database, guilds_by_shard, processes

_MESSAGES = int(os.environ.get("BENCH_MESSAGES", "2000"))
_COUNTS = (2, 4)
_CHANNELS_A_SERVER = 16
_DUE_A_SECOND = 20
# Some processes are killed before they have begun, and some in the middle of it all.
_SENT_BETWEEN_KILLS = (10, 160)
_SECONDS_FOR_ALL, _SECONDS_TO_SETTLE = 600, 60
_SECONDS_TO_ANSWER, _SECONDS_TO_DIE, _SECONDS_TO_THINK, _SECONDS_TO_SEND = 5.0, 0.5, 0.25, 0.1
_ANSWER = "CNI"

Kill: TypeAlias = tuple[int, float]


@dataclass(frozen=True, slots=True)
class _Command:
    """`heard`: a process was connected for its shard when it was asked."""

    reply: Reply
    shard: int
    heard: bool

    @property
    def answered(self) -> bool:
        return any(_ANSWER in message.text for message in self.reply.messages)

    def asked_of_the_living(self, kills: Iterable[Kill]) -> bool:
        """Of a process that lived long enough to answer."""
        asked_at = self.reply.interaction.opened_at
        first, last = asked_at - _SECONDS_TO_DIE, asked_at + _SECONDS_TO_ANSWER
        return self.heard and not any(shard == self.shard and first <= at <= last for shard, at in kills)


async def bench_processes() -> None:
    if POSTGRES is None:
        print("Several processes are not measured: TEST_POSTGRES_URL names no server.")
        return
    for count in _COUNTS:
        await _bench(count)


async def _bench(count: int) -> None:
    async with Sandbox(record=0) as discord, empty_database() as url:
        guilds = guilds_by_shard(discord, count)
        channels = [guild.add_channel(f"room-{number}") for guild in guilds for number in range(_CHANNELS_A_SERVER)]
        # So that some are killed between a message and the news that it is there.
        discord.faults.delay(*SEND, _SECONDS_TO_SEND, times=EVER)
        async with processes(discord, url, count, REAL) as them:
            await them.start_all()
            await discord.connected(shards=count, within=60)
            due = await _plan(url, channels)
            async with _asking(discord, guilds) as commands:
                kills = await _kill_at_random(discord, them, channels)
                await _settled(url)
        messages = [message for channel in channels for message in channel.messages.values()]
    lines = [*_about_messages(messages, due), *_about_commands(commands, kills)]
    seconds = max(message.created_at for message in messages) - min(due.values())
    report(
        f"{count} processes, {len(kills)} kills in {seconds:.0f} s: {_MESSAGES:,} announcements, and commands", lines
    )


async def _plan(url: str, channels: Sequence[Channel]) -> dict[str, float]:
    """By what each says: when it is due."""
    database, first = Database(url), datetime.now(UTC) + timedelta(seconds=3)
    moments = {f"Message {number}": first + timedelta(seconds=number / _DUE_A_SECOND) for number in range(_MESSAGES)}
    rooms = [channels[number % len(channels)] for number in range(_MESSAGES)]
    await plan_all(database, [(room, text, at) for room, (text, at) in zip(rooms, moments.items(), strict=True)])
    await database.close()
    return {text: at.timestamp() for text, at in moments.items()}


async def _kill_at_random(discord: Sandbox, them: Processes, channels: Sequence[Channel]) -> list[Kill]:
    """Until as many messages are there as are to come, or nothing comes any more."""
    kills: list[Kill] = []
    chance = random.Random(20_261_122)
    with suppress(NothingHappened):
        while (there := _there(channels)) < _MESSAGES:
            goal = min(there + chance.randint(*_SENT_BETWEEN_KILLS), _MESSAGES)
            await discord.until(lambda goal=goal: _there(channels) >= goal, within=_SECONDS_FOR_ALL)  # type: ignore[misc]
            shard = chance.choice(sorted(them.running))
            kills.append((shard, time.time()))
            await them.kill(shard)
            await them.start(shard)
    return kills


def _there(channels: Sequence[Channel]) -> int:
    return sum(len(channel.messages) for channel in channels)


async def _settled(url: str) -> None:
    """Nothing is to be sent any more, so nothing can come twice. What is not in time counts as it stands."""
    database = Database(url)
    with suppress(TimeoutError):
        async with asyncio.timeout(_SECONDS_TO_SETTLE):
            while await _under_way(database):  # noqa: ASYNC110  other processes are waited for
                await asyncio.sleep(0.5)
    await database.close()


async def _under_way(database: Database) -> int:
    states = (OccurrenceState.WAITING, OccurrenceState.CLAIMED)
    async with database.reading() as session:
        query = select(func.count()).select_from(OccurrenceRow).where(OccurrenceRow.state.in_(states))
        return await session.scalar(query) or 0


@asynccontextmanager
async def _asking(discord: Sandbox, guilds: Sequence[Guild]) -> AsyncIterator[list[_Command]]:
    """A member of every server asks one thing after the other; what was asked last has its time to be answered."""
    commands: list[_Command] = []
    enough = asyncio.Event()
    asking = [
        asyncio.create_task(_ask_on(discord, guild, number, commands, enough)) for number, guild in enumerate(guilds)
    ]
    try:
        yield commands
    finally:
        enough.set()
        await asyncio.gather(*asking)


async def _ask_on(discord: Sandbox, guild: Guild, shard: int, commands: list[_Command], enough: asyncio.Event) -> None:
    maya, channel = guild.add_member("Maya"), guild.add_channel("talks")
    while not enough.is_set():
        heard = any(session.shard[0] == shard for session in discord.gateway.connected())
        command = _Command(maya.types("/talk search cni", channel), shard, heard)
        commands.append(command)
        with suppress(NothingHappened):
            await command.reply.message(within=_SECONDS_TO_ANSWER)
        await asyncio.sleep(_SECONDS_TO_THINK)


def _about_messages(messages: Sequence[Message], due: dict[str, float]) -> Iterator[Line]:
    """What goes out late says so below its text."""
    texts = [message.content.partition("\n")[0] for message in messages]
    found = Counter(texts)
    once = sum(count == 1 for count in found.values())
    twice, lost = sum(found.values()) - len(found), len(due) - len(found)
    late = [message.created_at - due[text] for message, text in zip(messages, texts, strict=True)]
    yield Line("sent exactly once", f"{once:,} of {len(due):,}", "all", once == len(due))
    yield Line("twice, lost", f"{twice}, {lost}", "0, 0", (twice, lost) == (0, 0))
    yield Line("lateness", f"p50 {median(late):.2f} s, p99 {quantiles(late, n=100, method='inclusive')[98]:.2f} s")


def _about_commands(commands: Sequence[_Command], kills: Sequence[Kill]) -> Iterator[Line]:
    living = [command for command in commands if command.asked_of_the_living(kills)]
    answered = sum(command.answered for command in living)
    yield Line("asked of the living", f"{answered:,} of {len(living):,} answered", "all", answered == len(living))
    others = len(commands) - len(living)
    yield Line(
        "asked of the killed", f"{sum(command.answered for command in commands) - answered} of {others} answered"
    )


if __name__ == "__main__":
    asyncio.run(bench_processes())
