"""Several processes of the bot, each with its shards, on one PostgreSQL of their own."""

import asyncio
import os
import signal
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TypeAlias

import aiohttp
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.sandbox import Guild, Sandbox
from tests.conftest import POSTGRES
from tests.end_to_end.ports import free_port
from tests.waiting import until

PROJECT = Path(__file__).parents[2]
TIME_SHIFT = 22


Program: TypeAlias = tuple[str, ...]

QUICK: Program = ("tests.end_to_end.run_shared",)
REAL: Program = ("bot", "run")


class Processes:
    """`settings` are those of all of them, by the names that they have in the environment."""

    def __init__(
        self, discord: Sandbox, database_url: str, count: int, program: Program = QUICK, **settings: str
    ) -> None:
        self.running: dict[int, asyncio.subprocess.Process] = {}
        self._count = count
        self._program = program
        self._settings = {"SYNC_MINUTES": "0"} | settings
        self._settings |= {
            "DATABASE_URL": database_url,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
            "DISCORD_TOKEN": discord.token,
            "SHARD_COUNT": str(count),
            "MEMBER_COMMANDS_PER_MINUTE": "0",
            "SERVER_COMMANDS_PER_MINUTE": "0",
        }

    async def start(self, shard: int, **settings: str) -> asyncio.subprocess.Process:
        """In the place of the one before, which may still be running."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *self._program,
            cwd=PROJECT, env=os.environ | self._settings | settings | {"SHARD_IDS": str(shard)},
            stderr=None if "SHOW" in os.environ else asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        self.running[shard] = process
        return process

    async def start_ready(self, shard: int) -> None:
        """As `start`, until /readyz says that it may be asked."""
        port = free_port()
        await self.start(shard, HTTP_PORT=str(port))
        await until(lambda: _is_ready(port), seconds=40)

    async def start_all(self) -> None:
        await asyncio.gather(*(self.start(shard) for shard in range(self._count)))

    async def kill(self, shard: int) -> None:
        await _end(self.running.pop(shard), signal.SIGKILL)

    async def close(self) -> None:
        await asyncio.gather(*(_end(process, signal.SIGTERM) for process in self.running.values()))


async def _is_ready(port: int) -> bool:
    try:
        async with aiohttp.request("GET", f"http://127.0.0.1:{port}/readyz") as answer:
            return answer.status == HTTPStatus.OK
    except aiohttp.ClientError:
        return False


async def stopped(process: asyncio.subprocess.Process) -> int:
    """Told to stop, as a service manager does: how it ended."""
    return await _end(process, signal.SIGTERM)


async def _end(process: asyncio.subprocess.Process, how: signal.Signals) -> int:
    if process.returncode is None:
        process.send_signal(how)
    return await asyncio.wait_for(process.wait(), 20)


@asynccontextmanager
async def processes(
    discord: Sandbox, database_url: str, count: int, program: Program = QUICK, **settings: str
) -> AsyncIterator[Processes]:
    async with AsyncExitStack() as stack:
        them = Processes(discord, database_url, count, program, **settings)
        stack.push_async_callback(them.close)
        yield them


def guilds_by_shard(discord: Sandbox, count: int) -> list[Guild]:
    """One for each shard."""
    found: dict[int, Guild] = {}
    while len(found) < count:
        guild = discord.add_guild(f"Server {len(found)}")
        found.setdefault((guild.id >> TIME_SHIFT) % count, guild)
    return [found[shard] for shard in range(count)]


@asynccontextmanager
async def empty_database() -> AsyncIterator[str]:
    """Without any tables."""
    name = f"talkbot_test_{uuid.uuid4().hex[:12]}"
    await administer(f'CREATE DATABASE "{name}"')
    try:
        yield make_url(POSTGRES or "").set(database=name).render_as_string(hide_password=False)
    finally:
        await administer(f'DROP DATABASE "{name}" WITH (FORCE)')


async def break_all_connections(database_url: str) -> None:
    """As a PostgreSQL that is restarted does."""
    name = make_url(database_url).database
    await administer(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


async def administer(statement: str) -> None:
    engine = create_async_engine(POSTGRES or "", isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
