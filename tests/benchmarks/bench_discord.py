"""The bot as it is run, a process of its own, against the sandbox; beside it a client that can do nothing."""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

import psutil

from bot.sandbox import Channel, Member, Sandbox
from tests.benchmarks.corpus_database import url_of
from tests.benchmarks.pyvideo import read_queries
from tests.benchmarks.reporting import Line, report
from tests.benchmarks.timings import Timing, timing_of

_BOT = ("-m", "bot", "run")
_BARE = ("-m", "tests.benchmarks.bare_client")
_STARTS = 4
_SEARCHES = 200
_READY_AIM, _MEMORY_AIM = 1.0, 100


@dataclass(frozen=True, slots=True)
class _Started:
    process: psutil.Process
    seconds: float


async def bench_discord(database: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="talkbot-bench-") as folder:
        # A copy, because the bot writes into it which commands it has synced.
        copy = Path(shutil.copy(database, folder))
        async with Sandbox() as discord:
            await _bench_start(discord, copy)
            await _bench_memory(discord, copy)


async def _bench_start(discord: Sandbox, database: Path) -> None:
    bare, bot = await _seconds(discord, database, _BARE), await _seconds(discord, database, _BOT)
    lines = [
        Line("talkbot run", f"{bot:.2f} s", f"≤ {_READY_AIM:.0f} s", bot <= _READY_AIM),
        Line("bare discord.py", f"{bare:.2f} s", f"× {bare / bot:.2f}"),
    ]
    report(f"Start-up to READY: median of {_STARTS - 1} starts", lines)


async def _seconds(discord: Sandbox, database: Path, program: Sequence[str]) -> float:
    """The first start syncs the commands and fills the caches of the system; it does not count."""
    times = []
    for _ in range(_STARTS):
        async with _running(discord, database, program) as started:
            times.append(started.seconds)
    return median(times[1:])


async def _bench_memory(discord: Sandbox, database: Path) -> None:
    async with _running(discord, database, _BARE) as started:
        bare = _megabytes(started.process)
    guild = discord.add_guild("Bench")
    channel, member = guild.add_channel("talks"), guild.add_member("Maya")
    async with _running(discord, database, _BOT) as started:
        ready = _megabytes(started.process)
        waiting = await _search(member, channel)
        searched = _megabytes(started.process)
    lines = [
        _memory_line("talkbot run, READY", ready),
        _memory_line(f"after {_SEARCHES} searches", searched),
        Line("bare discord.py, READY", f"{bare:.0f} MB"),
    ]
    report("Resident memory", lines)
    report("Search in the sandbox: from typing to the reply", [Line("/talk search", str(waiting))])


async def _search(member: Member, channel: Channel) -> Timing:
    async def typed(query: str) -> object:
        return await member.types(f"/talk search {query}", channel)

    await typed("python")
    return await timing_of((wanted.query for wanted in islice(read_queries(), _SEARCHES)), typed, rounds=1)


@asynccontextmanager
async def _running(discord: Sandbox, database: Path, program: Sequence[str]) -> AsyncIterator[_Started]:
    settings = {
        "DATABASE_URL": url_of(database),
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "DISCORD_TOKEN": discord.token,
        "LOG_LEVEL": "WARNING",
    }
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, *program, env=os.environ | settings)
    try:
        await discord.connected(within=20)
        yield _Started(psutil.Process(process.pid), time.perf_counter() - started)
    finally:
        process.terminate()
        await process.wait()
    await discord.disconnected()


def _megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 1e6


def _memory_line(name: str, megabytes: float) -> Line:
    return Line(name, f"{megabytes:.0f} MB", f"≤ {_MEMORY_AIM} MB", megabytes <= _MEMORY_AIM)
