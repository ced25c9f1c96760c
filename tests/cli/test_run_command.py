import json
import signal

import pytest

from bot.sandbox import Sandbox
from tests.cli.conftest import StartBot

CNI_TALK = "Stretching CNI Boundaries with Service Meshes, a Roadmap for the Future"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_bot_answers_until_a_signal_ends_it(start_bot: StartBot, number: signal.Signals) -> None:
    async with Sandbox() as discord:
        guild = discord.add_guild("Cloud Native Detroit")
        channel, maya = guild.add_channel("talks"), guild.add_member("Maya")
        bot = await start_bot(discord)
        await discord.connected()
        await discord.synced("talk")

        message = await maya.types("/talk search cni", channel)
        assert message.embeds[0]["title"] == CNI_TALK

        bot.process.send_signal(number)
        assert await bot.exit_code() == 0
        await discord.disconnected()
    assert "Traceback" not in bot.said


async def test_bot_waits_for_a_discord_that_is_away_and_says_so(start_bot: StartBot) -> None:
    async with Sandbox(reachable=False) as discord:
        bot = await start_bot(discord)
        await bot.says("Discord cannot be reached, trying again")
        await discord.accept_connections()
        await discord.connected()
    assert "Traceback" not in bot.said


async def test_bot_that_waits_for_discord_ends_at_a_signal(start_bot: StartBot) -> None:
    async with Sandbox(reachable=False) as discord:
        bot = await start_bot(discord)
        await bot.says("Discord cannot be reached, trying again")
        bot.process.terminate()
        assert await bot.exit_code() == 0


async def test_bot_whose_gateway_is_away_says_so_and_ends_at_a_signal(start_bot: StartBot) -> None:
    async with Sandbox() as discord:
        discord.faults.refuse_gateway()
        bot = await start_bot(discord)
        await bot.says("cannot be reached, trying again")
        bot.process.terminate()
        assert await bot.exit_code() == 0
    assert "Traceback" not in bot.said


async def test_bot_whose_gateway_comes_back_connects(start_bot: StartBot) -> None:
    async with Sandbox() as discord:
        discord.faults.refuse_gateway()
        bot = await start_bot(discord)
        await bot.says("cannot be reached, trying again")
        discord.faults.clear()
        await discord.connected(within=20)
    assert "Traceback" not in bot.said


async def test_gateway_of_the_settings_goes_before_the_one_discord_recommends(start_bot: StartBot) -> None:
    async with Sandbox() as discord, Sandbox(reachable=False) as nowhere:
        bot = await start_bot(discord, DISCORD_GATEWAY_URL=nowhere.gateway_url)
        await bot.says(f"the gateway {nowhere.gateway_url} cannot be reached")


async def test_bot_that_serves_a_part_without_others_says_so(start_bot: StartBot) -> None:
    async with Sandbox() as discord:
        bot = await start_bot(discord, SHARD_COUNT="2", SHARD_IDS="0")
        await bot.says("On SQLite this one is alone and serves 1 of 2 shards")


async def test_refused_token_is_one_line_that_names_the_setting(start_bot: StartBot) -> None:
    async with Sandbox() as discord:
        bot = await start_bot(discord, DISCORD_TOKEN="hidden.hidden.hidden", LOG_LEVEL="WARNING")
        assert await bot.exit_code() == 2
    (line,) = bot.said.splitlines()
    assert line.startswith("DISCORD_TOKEN is refused by Discord")


async def test_logs_are_json_and_never_hold_the_token(start_bot: StartBot) -> None:
    async with Sandbox() as discord:
        guild = discord.add_guild("Cloud Native Detroit")
        channel, maya = guild.add_channel("talks"), guild.add_member("Maya")
        bot = await start_bot(discord, LOG_LEVEL="DEBUG", LOG_FORMAT="json")
        await discord.connected()
        await discord.synced("talk")
        await maya.types("/talk search cni", channel)
        await maya.completes("/talk show gate", channel)
        discord.gateway.invalidate()
        await bot.says("Shard ID 0 session has been invalidated")
        bot.process.terminate()
        assert await bot.exit_code() == 0
    records = [json.loads(line) for line in bot.said.splitlines()]
    assert {"event", "level", "logger", "timestamp"} <= set.intersection(*(set(record) for record in records))
    assert {"debug", "info"} <= {record["level"] for record in records}
    assert discord.token not in bot.said
