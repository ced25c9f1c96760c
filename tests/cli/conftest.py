"""The command as it is run: a process of its own in a folder of its own, told everything by its environment."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.cli.composition import seed_files
from bot.sandbox import Sandbox
from bot.services.catalog import Catalog
from bot.services.prepare import prepare
from bot.store.database import Database
from tests import make

_PROJECT = Path(__file__).parents[2]
_COMMAND = (sys.executable, "-m", "bot")
_SECONDS = 30

Talkbot: TypeAlias = Callable[..., "subprocess.CompletedProcess[bytes]"]
StartBot: TypeAlias = Callable[..., Awaitable["RunningBot"]]
StartCommand: TypeAlias = Callable[..., Awaitable["RunningBot"]]


class RunningBot:
    """`talkbot run`, or another command; what it says on standard error is kept in `said`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.said = ""
        self._reading = asyncio.create_task(self._read())
        self._more = asyncio.Condition()

    async def says(self, text: str) -> None:
        async with asyncio.timeout(_SECONDS), self._more:
            await self._more.wait_for(lambda: text in self.said)

    async def exit_code(self) -> int:
        async with asyncio.timeout(_SECONDS):
            await self._reading
            return await self.process.wait()

    async def end(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.exit_code()

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            async with self._more:
                self.said += line.decode()
                self._more.notify_all()


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    file = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("seeded") / "seeded.db"))
    asyncio.run(_seed(file))
    return file


async def _seed(file: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{file}")
    await prepare(Catalog(database), seed_files(), make.NOW)
    await database.close()


@pytest.fixture
def environment(tmp_path: Path, seeded_file: Path) -> Mapping[str, str]:
    """Of a terminal where text is UTF-8 and nothing else; the catalog holds the seed."""
    shutil.copy(seeded_file, tmp_path / "talkbot.db")
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(_PROJECT),
        "PYTHONIOENCODING": "utf-8:strict",
        "DATABASE_URL": "sqlite+aiosqlite:///talkbot.db",
    }


@pytest.fixture
def talkbot(tmp_path: Path, environment: Mapping[str, str]) -> Talkbot:
    def run(*arguments: str | bytes, typed: bytes = b"", **settings: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [*_COMMAND, *arguments],
            input=typed,
            env={**environment, **settings},
            cwd=tmp_path,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )

    return run


@pytest.fixture
async def start_command(tmp_path: Path, environment: Mapping[str, str]) -> AsyncIterator[StartCommand]:
    """For a command that is ended by a signal; `talkbot` runs one to its end."""
    running: list[RunningBot] = []

    async def start(*arguments: str, **settings: str) -> RunningBot:
        process = await asyncio.create_subprocess_exec(
            *_COMMAND, *arguments, env={**environment, **settings}, cwd=tmp_path, stderr=asyncio.subprocess.PIPE
        )
        running.append(RunningBot(process))
        return running[-1]

    yield start
    for command in running:
        await command.end()


@pytest.fixture
async def start_bot(tmp_path: Path, environment: Mapping[str, str]) -> AsyncIterator[StartBot]:
    running: list[RunningBot] = []

    async def start(discord: Sandbox, **settings: str) -> RunningBot:
        own = {
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
        }
        process = await asyncio.create_subprocess_exec(
            *_COMMAND, "run", env={**environment, **own, **settings}, cwd=tmp_path, stderr=asyncio.subprocess.PIPE
        )
        running.append(RunningBot(process))
        return running[-1]

    yield start
    for bot in running:
        await bot.end()
