"""A database that is away when the bot starts is waited for, as after a boot; what waiting does not mend is refused."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import unused_port
from sqlalchemy import make_url

from bot.sandbox import Sandbox
from tests.cli.conftest import StartBot, Talkbot
from tests.conftest import POSTGRES, on_postgresql
from tests.monitoring.relay import Relay, relay_to

WAITING = "the database cannot be reached, trying again"


@contextmanager
def locked(file: Path) -> Iterator[sqlite3.Connection]:
    """So that nobody else can read it either."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN EXCLUSIVE")
        yield other


@pytest.fixture
async def relay() -> AsyncIterator[Relay]:
    url = make_url(POSTGRES or "")
    async with relay_to(url.host or "", url.port or 5432) as relay:
        yield relay


def through(relay: Relay, url: str) -> str:
    return make_url(url).set(host="127.0.0.1", port=relay.port).render_as_string(hide_password=False)


@asynccontextmanager
async def silence() -> AsyncIterator[tuple[int, list[asyncio.StreamWriter]]]:
    met: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, writer: met.append(writer), "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], met
        for writer in met:
            writer.transport.abort()


async def readiness(port: int) -> dict[str, object]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/readyz") as answer:
        parts: dict[str, object] = json.loads(await answer.text())
        return {"status": answer.status, **parts}


@on_postgresql
async def test_bot_waits_for_a_postgresql_that_is_away(start_bot: StartBot, relay: Relay, postgres_url: str) -> None:
    await relay.cut()
    port = unused_port()
    async with Sandbox() as discord:
        bot = await start_bot(discord, DATABASE_URL=through(relay, postgres_url), HTTP_PORT=str(port))
        await bot.says(WAITING)
        assert await readiness(port) == {"status": 503, "ready": False, "bot": "starting"}
        await relay.open()
        await discord.connected()
        bot.process.terminate()
        assert await bot.exit_code() == 0
    assert "Traceback" not in bot.said


async def test_bot_waits_for_a_file_that_is_locked(start_bot: StartBot, tmp_path: Path) -> None:
    async with Sandbox() as discord:
        with locked(tmp_path / "talkbot.db"):
            bot = await start_bot(discord)
            await bot.says(WAITING)
        await discord.connected()
        bot.process.terminate()
        assert await bot.exit_code() == 0
    assert "database is locked" in bot.said
    assert "Traceback" not in bot.said


async def test_bot_waits_for_a_file_in_which_another_writes(start_bot: StartBot, tmp_path: Path) -> None:
    async with Sandbox() as discord:
        with closing(sqlite3.connect(tmp_path / "empty.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            bot = await start_bot(discord, DATABASE_URL="sqlite+aiosqlite:///empty.db")
            await bot.says(WAITING)
            bot.process.terminate()
            assert await bot.exit_code() == 0
    assert "Traceback" not in bot.said


async def test_signal_ends_the_waiting_in_order(start_bot: StartBot) -> None:
    async with Sandbox() as discord:
        bot = await start_bot(discord, DATABASE_URL="postgresql+asyncpg://talkbot:hidden@127.0.0.1:1/talkbot")
        # The second time: in a pause of two seconds.
        await bot.says("seconds=2.0")
        bot.process.terminate()
        assert await bot.exit_code() == 0
    assert "Traceback" not in bot.said
    assert "hidden" not in bot.said


@on_postgresql
async def test_signal_ends_a_start_into_silence(start_bot: StartBot, relay: Relay, postgres_url: str) -> None:
    relay.hold()
    async with Sandbox() as discord:
        bot = await start_bot(discord, DATABASE_URL=f"{through(relay, postgres_url)}?connect_timeout=60")
        await relay.reached()
        bot.process.terminate()
        # Which takes half of that at most.
        assert await bot.exit_code() == 0
    assert "Traceback" not in bot.said


@on_postgresql
@pytest.mark.parametrize(("username", "database"), [("nobody", None), (None, "nowhere")])
async def test_what_waiting_does_not_mend_is_refused_at_once(
    start_bot: StartBot, username: str | None, database: str | None
) -> None:
    url = make_url(POSTGRES or "").set(username=username, database=database).render_as_string(hide_password=False)
    async with Sandbox() as discord:
        bot = await start_bot(discord, DATABASE_URL=url)
        assert await bot.exit_code() == 2
    assert bot.said.startswith("The database that DATABASE_URL names cannot be opened: ")
    assert len(bot.said.splitlines()) == 1


def test_address_with_a_parameter_that_means_nothing_is_refused(talkbot: Talkbot) -> None:
    run = talkbot("search", "cni", DATABASE_URL="postgresql+asyncpg://talkbot@127.0.0.1/talkbot?hidden=1")
    assert (run.returncode, run.stderr) == (
        2,
        (
            b"DATABASE_URL is wrong: behind its ? stands something unknown. Leave it out; in a password, "
            b"write ? as %3F, @ as %40 and / as %2F.\n"
        ),
    )


@pytest.mark.parametrize("command", [["search", "cni"], ["db", "upgrade"], ["announcements"]])
def test_other_commands_do_not_wait_for_a_file_that_is_locked(
    talkbot: Talkbot, tmp_path: Path, command: list[str]
) -> None:
    with locked(tmp_path / "talkbot.db"):
        run = talkbot(*command)
    assert run.returncode == 2
    assert run.stderr == b"The database that DATABASE_URL names cannot be opened: database is locked.\n"


@pytest.mark.parametrize("command", [["search", "cni"], ["doctor"]])
async def test_database_that_says_nothing_is_tried_once(talkbot: Talkbot, command: list[str]) -> None:
    """Something listens there, and takes what it is told."""
    async with silence() as (port, met):
        url = f"postgresql+asyncpg://talkbot@127.0.0.1:{port}/talkbot?connect_timeout=1"
        run = await asyncio.to_thread(talkbot, *command, DATABASE_URL=url)
    said = (run.stdout + run.stderr).decode()
    assert "The database that DATABASE_URL names cannot be opened: it does not answer." in said
    assert len(met) == 1
