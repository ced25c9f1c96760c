"""Many at once in the sandbox: how many are answered in a second, beside a bare bot; memory; and a server that floods.

BENCH_SECONDS is how long each figure is measured, BENCH_INTERACTIONS after how many the memory is looked at,
BENCH_DATABASE_URL which database the bot has. It logs a line for each command, as it does for operators, unless
BENCH_LOG_LEVEL says otherwise.
"""

import asyncio
import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import TypeAlias

import psutil
import uvloop

from bot.sandbox import Channel, Guild, Member, NothingHappened, Sandbox
from tests.benchmarks.corpus_database import corpus_database, url_of
from tests.benchmarks.pyvideo import read_queries
from tests.benchmarks.reporting import Line, report
from tests.benchmarks.timings import Timing, timing_in

_SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
_INTERACTIONS = int(os.environ.get("BENCH_INTERACTIONS", "10000"))
_BARE, _BOT = "tests.benchmarks.bare_answers", "bot"
# Of 0 at once: each question for the first time, one after the other.
_AT_ONCE = (1, 10, 50)
_SERVERS = 50
_RATIO_AIM, _FLOOD_AIM, _GROWTH_AIM = 0.6, 2.0, 5.0

Place: TypeAlias = tuple[Member, Channel]
Act: TypeAlias = Callable[[Place, str], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class _Load:
    rate: float
    timing: Timing

    def __str__(self) -> str:
        return f"{self.rate:6.0f}/s  {self.timing}"


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """The sandbox and its people are the measure: while they collect garbage, nobody is heard."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def bench_load(database: Path) -> None:
    with _nothing_collected(), tempfile.TemporaryDirectory(prefix="talkbot-bench-") as folder:
        copy = Path(shutil.copy(database, folder))
        async with Sandbox(record=0, history=2_000) as discord:
            places = [_place(discord.add_guild(f"Server {number}")) for number in range(_SERVERS)]
            async with _running(discord, copy, _BARE):
                bare = await _loads(places)
            async with _running(discord, copy, _BOT) as process:
                ours = await _loads(places)
                _report_throughput(bare, ours)
                await _bench_memory(process, places)
                await _bench_flood(discord, places)


async def _search(place: Place, query: str) -> object:
    member, channel = place
    return await member.types(f"/talk search {query}", channel)


async def _complete(place: Place, query: str) -> object:
    member, channel = place
    return await member.completes(f"/talk show {query[:12]}", channel)


_ACTS: dict[str, Act] = {"/talk search": _search, "completion": _complete}


async def _loads(places: list[Place]) -> dict[tuple[str, int], _Load]:
    found = {}
    for name, act in _ACTS.items():
        found[name, 0] = await _first_time(act, places)
        for at_once in _AT_ONCE:
            found[name, at_once] = await _load(act, places, at_once, seconds=_SECONDS)
    return found


async def _first_time(act: Act, places: list[Place]) -> _Load:
    """After that the bot knows the answers to these, as it does of what many ask."""
    times, began = list[float](), time.perf_counter()
    for query in dict.fromkeys(wanted.query for wanted in read_queries()):
        now = time.perf_counter()
        await act(places[0], query)
        times.append((time.perf_counter() - now) * 1000)
    return _Load(len(times) / (time.perf_counter() - began), timing_in(times))


async def _load(act: Act, places: list[Place], at_once: int, *, seconds: float) -> _Load:
    """So many people act one after the other, each as soon as the last answer is there."""
    queries, times = _queries(), list[float]()
    began = time.perf_counter()

    async def go_on(place: Place) -> None:
        while (now := time.perf_counter()) < began + seconds:
            await act(place, next(queries))
            times.append((time.perf_counter() - now) * 1000)

    await asyncio.gather(*(go_on(place) for _, place in zip(range(at_once), cycle(places))))
    return _Load(len(times) / (time.perf_counter() - began), timing_in(times))


def _queries() -> Iterator[str]:
    return cycle([wanted.query for wanted in read_queries()])


def _report_throughput(bare: dict[tuple[str, int], _Load], ours: dict[tuple[str, int], _Load]) -> None:
    lines = []
    for (name, at_once), load in ours.items():
        ratio = load.rate / bare[name, at_once].rate
        when = f"{at_once} at once" if at_once else "each new"
        aim = f"≥ × {_RATIO_AIM}: × {ratio:.2f}" if at_once else f"× {ratio:.2f}"
        lines.append(Line(f"{name}, {when}", str(load), aim, ratio >= _RATIO_AIM if at_once else None))
        lines.append(Line("  bare discord.py", str(bare[name, at_once])))
    report("Interactions a second, with a static embed of a bare bot beside them", lines)


async def _bench_memory(process: psutil.Process, places: list[Place]) -> None:
    """Once everything has been used, the rest is to change nothing."""
    queries = _queries()

    async def ask(count: int) -> float:
        async def go_on(place: Place) -> None:
            for _ in range(count // 10):
                await _search(place, next(queries))

        await asyncio.gather(*(go_on(place) for place in places[:10]))
        return float(process.memory_info().rss) / 1e6

    before, after = await ask(_INTERACTIONS // 5), await ask(_INTERACTIONS)
    growth = after - before
    line = Line(
        f"{_INTERACTIONS:,} more",
        f"{before:.0f} → {after:.0f} MB",
        f"≤ {_GROWTH_AIM:.0f} MB more",
        growth <= _GROWTH_AIM,
    )
    report("Memory under load", [line])


async def _bench_flood(discord: Sandbox, places: list[Place]) -> None:
    """A hundred members of one server ask without a pause, while one member of each of five others does."""
    calm = await _load(_search, places[:5], 5, seconds=_SECONDS)
    flooding = discord.add_guild("Flood")
    channel = flooding.add_channel("talks")
    flood = [asyncio.create_task(_flood(flooding.add_member(f"Member {number}"), channel)) for number in range(100)]
    try:
        flooded = await _load(_search, places[:5], 5, seconds=_SECONDS)
    finally:
        for task in flood:
            task.cancel()
        await asyncio.gather(*flood, return_exceptions=True)
    ratio = flooded.timing.p99 / calm.timing.p99
    lines = [
        Line("others, quiet", str(calm)),
        Line("others, flooded", str(flooded), f"p99 ≤ × {_FLOOD_AIM:.0f}: × {ratio:.2f}", ratio <= _FLOOD_AIM),
    ]
    report("One server that floods the bot", lines)


async def _flood(member: Member, channel: Channel) -> None:
    for query in _queries():
        try:
            await member.types(f"/talk search {query}", channel).acknowledged(within=1)
        except NothingHappened:
            continue


def _place(guild: Guild) -> Place:
    return guild.add_member("Maya"), guild.add_channel("talks")


@asynccontextmanager
async def _running(discord: Sandbox, database: Path, module: str) -> AsyncIterator[psutil.Process]:
    settings = {
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", url_of(database)),
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "DISCORD_TOKEN": discord.token,
        "LOG_LEVEL": os.environ.get("BENCH_LOG_LEVEL", "INFO"),
        "MEMBER_COMMANDS_PER_MINUTE": "0",
        "SERVER_COMMANDS_PER_MINUTE": "0",
    }
    program = [
        *os.environ.get("BENCH_PYTHON", sys.executable).split(),
        "-m",
        module,
        *(["run"] if module == _BOT else []),
    ]
    process = await asyncio.create_subprocess_exec(
        *program, env=os.environ | settings, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await discord.connected(within=30)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        await process.wait()
    await discord.disconnected()


if __name__ == "__main__":

    async def _alone() -> None:
        await bench_load(await corpus_database())

    uvloop.run(_alone())
