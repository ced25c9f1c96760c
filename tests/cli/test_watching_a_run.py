"""What an operator sees of a running bot over HTTP."""

import asyncio
import json
import signal
import socket
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import make_url

from bot.sandbox import Sandbox
from tests.cli.conftest import StartBot, Talkbot
from tests.conftest import on_postgresql
from tests.monitoring.relay import relay_to
from tests.waiting import until


@pytest.fixture
def port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


async def get(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


async def readiness(port: int) -> tuple[int, dict[str, Any]]:
    status, text = await get(port, "/readyz")
    return status, json.loads(text)


async def ready(port: int) -> None:
    async def holds() -> bool:
        try:
            return (await readiness(port))[0] == HTTPStatus.OK
        except aiohttp.ClientError:
            return False

    await until(holds)


async def gateway_says(port: int, text: str) -> None:
    async def holds() -> bool:
        return (await readiness(port))[1].get("gateway") == text

    await until(holds)


async def test_bot_is_alive_then_ready_and_counts_what_it_does(start_bot: StartBot, port: int) -> None:
    async with Sandbox() as discord:
        guild = discord.add_guild("Cloud Native Detroit")
        channel, maya = guild.add_channel("talks"), guild.add_member("Maya")
        bot = await start_bot(discord, HTTP_PORT=str(port))
        await ready(port)
        assert await get(port, "/healthz") == (200, '{"alive": true}')
        assert await readiness(port) == (200, {"ready": True, "bot": "well", "database": "well", "gateway": "well"})
        await maya.types("/talk search cni", channel)
        _, text = await get(port, "/metrics")
        bot.process.terminate()
        assert await bot.exit_code() == 0
    lines = set(text.splitlines())
    assert {
        'talkbot_handled_total{kind="command",name="talk search",outcome="answered"} 1.0',
        'talkbot_rest_requests_total{method="POST",route="/interactions/{}/{}/callback",status="204"} 1.0',
        'talkbot_gateway_events_total{event="connected",shard="0"} 1.0',
        'talkbot_ready{part="database"} 1.0',
        "talkbot_servers 1.0",
        "talkbot_talks 9.0",
    } <= lines
    assert any(line.startswith("process_resident_memory_bytes ") for line in lines)
    assert not any("cni" in line for line in lines)


async def test_without_a_port_nothing_listens(start_bot: StartBot, port: int) -> None:
    async with Sandbox() as discord:
        await start_bot(discord)
        await discord.connected()
        with pytest.raises(aiohttp.ClientConnectorError):
            await get(port, "/healthz")


async def test_gateway_that_is_away_makes_it_unready_but_not_dead(start_bot: StartBot, port: int) -> None:
    async with Sandbox() as discord:
        await start_bot(discord, HTTP_PORT=str(port))
        await ready(port)
        discord.faults.refuse_gateway()
        discord.gateway.drop()
        await gateway_says(port, "not connected: shard 0")
        assert (await readiness(port))[0] == 503
        assert (await get(port, "/healthz"))[0] == 200
        discord.faults.clear()
        await ready(port)


async def test_unready_before_anything_stops(start_bot: StartBot, port: int) -> None:
    async with Sandbox() as discord:
        guild = discord.add_guild("Cloud Native Detroit")
        channel, maya = guild.add_channel("talks"), guild.add_member("Maya")
        bot = await start_bot(discord, HTTP_PORT=str(port), LOG_FORMAT="json")
        await ready(port)
        # An answer on its way keeps the bot for a moment, in which it is looked at.
        slow = discord.faults.delay("POST", "/channels/*/messages", 1)
        maya.says(channel, "@Talkbot who speaks about CNI?")
        await until(lambda: slow.met == 1)
        bot.process.send_signal(signal.SIGTERM)
        await bot.says('"event": "stopping"')
        assert (await readiness(port))[1]["bot"] == "stopping"
        assert await bot.exit_code() == 0


async def test_port_that_is_taken_is_said_in_one_line(start_bot: StartBot, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        async with Sandbox() as discord:
            bot = await start_bot(discord, HTTP_PORT=str(port))
            assert await bot.exit_code() == 2
    assert bot.said == (
        f"HTTP_PORT is taken: something listens on 127.0.0.1:{port} already. Stop it, or choose another port.\n"
    )


@pytest.mark.parametrize("host", ["192.0.2.1", "a..b", f"{'a' * 64}.example"])
async def test_host_that_is_none_of_this_machine_is_said_in_one_line(start_bot: StartBot, port: int, host: str) -> None:
    async with Sandbox() as discord:
        bot = await start_bot(discord, HTTP_PORT=str(port), HTTP_HOST=host)
        assert await bot.exit_code() == 2
    (line,) = bot.said.splitlines()
    assert line.startswith(f"HTTP_HOST is wrong: nothing can listen on {host}.")


async def test_file_of_the_database_that_is_gone_makes_it_unready(
    start_bot: StartBot, port: int, tmp_path: Path
) -> None:
    async with Sandbox() as discord:
        await start_bot(discord, HTTP_PORT=str(port))
        await ready(port)
        (tmp_path / "talkbot.db").rename(tmp_path / "elsewhere.db")
        assert await readiness(port) == (
            503,
            {"ready": False, "bot": "well", "database": "its file is gone", "gateway": "well"},
        )
        _, text = await get(port, "/metrics")
        (tmp_path / "elsewhere.db").rename(tmp_path / "talkbot.db")
        await ready(port)
    assert 'talkbot_ready{part="database"} 0.0' in text
    assert "talkbot_talks" not in text


@on_postgresql
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_postgresql_that_goes_away_makes_it_unready_until_it_is_back(
    start_bot: StartBot, port: int, database_url: str
) -> None:
    url = make_url(database_url)
    async with Sandbox() as discord, relay_to(url.host or "", url.port or 5432) as relay:
        guild = discord.add_guild("Cloud Native Detroit")
        channel, maya = guild.add_channel("talks"), guild.add_member("Maya")
        through = url.set(host="127.0.0.1", port=relay.port).render_as_string(hide_password=False)
        bot = await start_bot(discord, HTTP_PORT=str(port), DATABASE_URL=through, LOG_FORMAT="json")
        await ready(port)
        await relay.cut()
        away = await maya.types("/talk search cni", channel)
        status, parts = await readiness(port)
        alive, _ = await get(port, "/healthz")
        await relay.open()
        await ready(port)
        found = await maya.types("/talk search cni", channel)
        bot.process.terminate()
        assert await bot.exit_code() == 0
    assert away.content == "My database was away for a moment. Try again in a few seconds."
    assert (status, parts["gateway"], alive) == (503, "well", 200)
    assert parts["database"].startswith("no answer")
    assert found.embeds
    outcomes = [json.loads(line).get("outcome") for line in bot.said.splitlines() if '"handled"' in line]
    assert outcomes == ["trouble", "answered"]


@on_postgresql
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_postgresql_that_goes_silent_is_told_as_trouble_and_keeps_no_end_waiting(
    start_bot: StartBot, port: int, database_url: str
) -> None:
    url = make_url(database_url)
    async with Sandbox() as discord, relay_to(url.host or "", url.port or 5432) as relay:
        guild = discord.add_guild("Cloud Native Detroit")
        channel, moderator = guild.add_channel("talks"), guild.add_moderator("Moss")
        through = url.set(host="127.0.0.1", port=relay.port).render_as_string(hide_password=False)
        bot = await start_bot(discord, HTTP_PORT=str(port), DATABASE_URL=through, LOG_FORMAT="json")
        await ready(port)
        relay.hold()
        lines = ("/settings show", "/catalog history", "/privacy show")
        asked = [moderator.types(line, channel) for line in lines]
        told = [(await reply.message(within=12)).content for reply in asked]
        bot.process.terminate()
        assert await asyncio.wait_for(bot.exit_code(), 12) == 0
    assert told == ["My database was away for a moment. Try again in a few seconds."] * len(lines)
    outcomes = [json.loads(line).get("outcome") for line in bot.said.splitlines() if '"handled"' in line]
    assert outcomes == ["trouble"] * len(lines)


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_wrong_port_is_named(talkbot: Talkbot, port: str) -> None:
    run = talkbot("run", HTTP_PORT=port)
    assert (run.returncode, run.stderr) == (
        2,
        b"HTTP_PORT is wrong: expected a number from 1 to 65535, or nothing for no HTTP.\n",
    )
