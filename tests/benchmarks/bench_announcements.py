"""How late announcements are, and what those cost that wait: the bot as a process of its own, in the sandbox."""

import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

import psutil

from bot.sandbox import Channel, Sandbox
from bot.services.announcements.plan_occurrences import replan
from bot.store import announcements, schema
from bot.store.database import Database
from tests.benchmarks.corpus_database import url_of
from tests.benchmarks.planning import an_announcement, plan_all
from tests.benchmarks.reporting import Line, report

_CHANNELS, _AT_ONCE, _WAITING, _SINGLE = 500, 10_000, 100_000, 60
_IDLE_SECONDS = 20
_LATENESS_AIM = 1.0
_RUN = """
import asyncio, os, structlog, sys
from bot.discord_app.client import TalkbotClient
from bot.discord_app.endpoints import use_endpoints
from bot.discord_app.serving import serve
from bot.discord_app.wiring import Wiring
from bot.services.catalog import Catalog
from bot.store.database import Database

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
use_endpoints(os.environ["DISCORD_API_URL"], os.environ["DISCORD_GATEWAY_URL"])
catalog = Catalog(Database(os.environ["DATABASE_URL"]))
wiring = Wiring(sends_per_second=float(sys.argv[1]))
asyncio.run(serve(lambda: TalkbotClient(catalog, wiring), os.environ["DISCORD_TOKEN"], asyncio.Event()))
"""


async def bench_announcements() -> None:
    with tempfile.TemporaryDirectory(prefix="talkbot-bench-") as folder:
        await _bench_rush(Path(folder) / "rush.db")
        await _bench_waiting(Path(folder) / "waiting.db")


async def _bench_rush(file: Path) -> None:
    """Without the limit of 40 a second that the bot keeps for Discord's sake, which would measure that alone."""
    async with _sandbox(file) as (discord, database, channels):
        due_at = datetime.now(UTC) + timedelta(seconds=3)
        rows = [(channels[number % _CHANNELS], f"Message {number}", due_at) for number in range(_AT_ONCE)]
        await plan_all(database, rows)
        async with _running(discord, file, per_second=100_000) as process:
            started = time.perf_counter()
            await discord.until(lambda: sum(len(one.messages) for one in channels) >= _AT_ONCE, within=600)
            seconds = time.perf_counter() - started
            spent = sum(process.cpu_times()[:2])
            await asyncio.sleep(1)
        messages = [message for channel in channels for message in channel.messages.values()]
    found = Counter(message.content.split("\n")[0] for message in messages)
    lost, twice = _AT_ONCE - len(found), sum(count - 1 for count in found.values())
    late = [message.created_at - due_at.timestamp() for message in messages]
    lines = [
        Line("lateness", _seconds(late), f"{_AT_ONCE / seconds:.0f} a second"),
        Line("CPU time of the bot", f"{spent / _AT_ONCE * 1000:.1f} ms a message"),
        Line("lost, twice", f"{lost}, {twice}", "0, 0", (lost, twice) == (0, 0)),
    ]
    report(f"{_AT_ONCE:,} announcements due in one minute over {_CHANNELS} channels", lines)


async def _bench_waiting(file: Path) -> None:
    async with _sandbox(file) as (discord, database, channels):
        async with _running(discord, file, per_second=40) as process:
            few = await _idle(process)
        next_year = datetime.now(UTC) + timedelta(days=300)
        rows = [(channels[number % _CHANNELS], f"{number}", next_year) for number in range(_WAITING)]
        await plan_all(database, rows)
        async with _running(discord, file, per_second=40) as process:
            many = await _idle(process)
            late = await _singles(database, channels)
    p99 = quantiles(late, n=100, method="inclusive")[98]
    lines = [
        Line("none waits", few),
        Line(f"{_WAITING:,} wait", many),
        Line("one comes due", _seconds(late), f"p99 ≤ {_LATENESS_AIM:.0f} s", p99 <= _LATENESS_AIM),
    ]
    report("Announcements that wait: memory and idle CPU", lines)


async def _idle(process: psutil.Process) -> str:
    await asyncio.sleep(3)
    before = process.cpu_times()
    await asyncio.sleep(_IDLE_SECONDS)
    after = process.cpu_times()
    spent = after.user + after.system - before.user - before.system
    return f"{process.memory_info().rss / 1e6:.0f} MB, {spent / _IDLE_SECONDS:.2%} CPU"


async def _singles(database: Database, channels: Sequence[Channel]) -> list[float]:
    """Seconds from when each is due to when it is there. Another process has planned them."""
    moments = [datetime.now(UTC) + timedelta(seconds=3 + 0.37 * number) for number in range(_SINGLE)]
    async with database.transaction() as session:
        for channel, due_at in zip(channels, moments, strict=False):
            new = await announcements.add(session, an_announcement(channel, "Now", due_at))
            await replan(session, new, due_at - timedelta(seconds=1))
    world = channels[0].world
    await world.changes.until(lambda: all(one.messages for one in channels[:_SINGLE]), 120, "the announcements")
    sent = [next(iter(channel.messages.values())).created_at for channel in channels[:_SINGLE]]
    return [at - due_at.timestamp() for at, due_at in zip(sent, moments, strict=True)]


@asynccontextmanager
async def _sandbox(file: Path) -> AsyncIterator[tuple[Sandbox, Database, list[Channel]]]:
    database = Database(url_of(file))
    await schema.upgrade(database)
    async with Sandbox(record=0, history=1000) as discord:
        guild = discord.add_guild("Bench")
        yield discord, database, [guild.add_channel(f"room-{number}") for number in range(_CHANNELS)]
    await database.close()


@asynccontextmanager
async def _running(discord: Sandbox, file: Path, *, per_second: float) -> AsyncIterator[psutil.Process]:
    settings = {
        "DATABASE_URL": url_of(file),
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "DISCORD_TOKEN": discord.token,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _RUN, str(per_second), env=os.environ | settings
    )
    try:
        await discord.connected(within=20)
        yield psutil.Process(process.pid)
    finally:
        process.kill()
        await process.wait()
    await discord.disconnected()


def _seconds(late: Sequence[float]) -> str:
    return f"p50 {median(late):.2f} s, p99 {quantiles(late, n=100, method='inclusive')[98]:.2f} s"


if __name__ == "__main__":
    asyncio.run(bench_announcements())
