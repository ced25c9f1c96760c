"""Sessions, shards, and what happens when connections break."""

import asyncio

import aiohttp
import discord
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.world.events import Intent
from bot.sandbox.world.snowflakes import TIME_SHIFT
from tests.sandbox.conftest import MovableClock, ShardedBot, SmallBot, Town, running


async def test_bot_learns_the_server_at_its_start(town: Town) -> None:
    (guild,) = town.bot.guilds
    assert guild.name == "Cloud Native Detroit"
    assert [channel.name for channel in guild.text_channels] == ["general"]
    assert guild.me.guild_permissions.send_messages
    assert {"@everyone", "Talkbot"} <= {role.name for role in guild.roles}


async def test_missed_events_are_replayed_after_a_broken_connection(town: Town) -> None:
    town.discord.gateway.drop()
    town.maya.direct_message("while away")
    assert (await asyncio.wait_for(town.bot.heard.get(), 5)).content == "while away"
    assert town.bot.resumed.is_set()


async def test_commands_work_again_after_a_resume(town: Town) -> None:
    town.discord.gateway.drop()
    message = await town.maya.types("/talk search cni", town.general)
    assert message.content == "found cni  0"


@pytest.mark.parametrize("code", [4000, 4009])
async def test_close_code_of_the_server_is_resumed(town: Town, code: int) -> None:
    await town.discord.gateway.close(code)
    await asyncio.wait_for(town.bot.resumed.wait(), 5)


async def test_server_asks_to_reconnect(town: Town) -> None:
    town.discord.gateway.ask_to_reconnect()
    await asyncio.wait_for(town.bot.resumed.wait(), 5)


async def test_resumable_invalid_session_is_resumed(town: Town) -> None:
    town.discord.gateway.invalidate(resumable=True)
    await asyncio.wait_for(town.bot.resumed.wait(), 5)


async def test_session_of_a_closed_bot_is_kept_for_two_minutes(sandbox: Sandbox, clock: MovableClock) -> None:
    async with running(SmallBot(), sandbox):
        assert len(sandbox.gateway.connected()) == 1
    await sandbox.disconnected()
    sandbox.add_guild("Detroit")
    assert len(sandbox.gateway.sessions) == 1
    clock.ahead = 121
    sandbox.add_guild("Paris")
    assert sandbox.gateway.sessions == {}


class RawSocket:
    """A gateway connection spoken by hand."""

    def __init__(self, stream: aiohttp.ClientWebSocketResponse) -> None:
        self._stream = stream

    async def hear(self) -> tuple[int, str | None, object]:
        message = await self._stream.receive_json(timeout=5)
        return message["op"], message["t"], message["d"]

    async def say(self, op: int, data: object) -> None:
        await self._stream.send_json({"op": op, "d": data})

    async def close_code(self) -> int | None:
        while not self._stream.closed:
            await self._stream.receive(timeout=5)
        return self._stream.close_code


def identity(sandbox: Sandbox, **changes: object) -> dict[str, object]:
    return {"token": sandbox.token, "intents": Intent.GUILDS, "properties": {}} | changes


async def test_heartbeats_are_answered_and_ready_names_the_loopback(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url) as stream:
        socket = RawSocket(stream)
        assert (await socket.hear())[0] == 10
        await socket.say(1, None)
        assert (await socket.hear())[0] == 11
        await socket.say(2, identity(sandbox))
        op, name, data = await socket.hear()
        assert (op, name) == (0, "READY")
        assert isinstance(data, dict)
        assert data["resume_gateway_url"] == sandbox.gateway_url


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": Intent.MESSAGE_CONTENT}, 4014),
        ({"shard": [2, 2]}, 4010),
    ],
)
async def test_identification_that_is_refused(sandbox: Sandbox, changes: dict[str, object], code: int) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url) as stream:
        socket = RawSocket(stream)
        await socket.say(2, identity(sandbox, **changes))
        assert await socket.close_code() == code


async def test_nonsense_closes_the_connection(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url) as stream:
        await stream.send_str("{")
        assert await RawSocket(stream).close_code() == 4002


async def test_one_shard_is_dropped(sandbox: Sandbox) -> None:
    async with running(ShardedBot([0], 2), sandbox), running(ShardedBot([1], 2), sandbox):
        before = {session.shard[0]: session.socket for session in await sandbox.connected(shards=2)}
        sandbox.gateway.drop(shard=1)
        after = {session.shard[0]: session.socket for session in await sandbox.connected(shards=2)}
    assert (after[0] is before[0], after[1] is before[1]) == (True, False)


async def test_unknown_session_cannot_be_resumed(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url) as stream:
        socket = RawSocket(stream)
        await socket.hear()
        await socket.say(6, {"token": sandbox.token, "session_id": "gone", "seq": 3})
        assert await socket.hear() == (9, None, False)


async def test_privileged_intent_is_allowed_where_it_is_switched_on(sandbox: Sandbox) -> None:
    sandbox.world.application.message_content = True
    guild = sandbox.add_guild("Cloud Native Detroit")
    general = guild.add_channel("general")
    bot = SmallBot(intents=discord.Intents(guilds=True, guild_messages=True, message_content=True))
    async with running(bot, sandbox):
        guild.add_member("Maya").says(general, "just talking")
        assert (await bot.heard.get()).content == "just talking"


async def test_events_without_their_intent_are_not_sent(sandbox: Sandbox) -> None:
    guild = sandbox.add_guild("Cloud Native Detroit")
    general = guild.add_channel("general")
    maya = guild.add_member("Maya")
    bot = SmallBot(intents=discord.Intents(guilds=True, dm_messages=True))
    async with running(bot, sandbox):
        maya.says(general, "@Talkbot in the server")
        maya.direct_message("direct")
        assert (await bot.heard.get()).content == "direct"


async def test_servers_joined_and_left_while_running(town: Town) -> None:
    other = town.discord.add_guild("Paris")
    await town.discord.world.changes.calm(0.02, 1)
    assert town.bot.get_guild(other.id) is not None
    await town.bot.guilds[1].leave()
    await town.discord.world.changes.calm(0.02, 1)
    assert [guild.name for guild in town.bot.guilds] == ["Cloud Native Detroit"]
    assert other.id not in town.discord.world.guilds


async def test_two_processes_share_the_servers_by_shard(sandbox: Sandbox) -> None:
    guilds = [sandbox.add_guild(f"Server {number}") for number in range(6)]
    bots = [ShardedBot([number], shard_count=2) for number in range(2)]
    async with running(bots[0], sandbox), running(bots[1], sandbox):
        sessions = await sandbox.connected(shards=2)
        for number, bot in enumerate(bots):
            expected = {guild.id for guild in guilds if (guild.id >> TIME_SHIFT) % 2 == number}
            assert {guild.id for guild in bot.guilds} == expected
    assert sorted(session.shard for session in sessions) == [(0, 2), (1, 2)]


async def test_one_process_with_several_shards(sandbox: Sandbox) -> None:
    for number in range(4):
        sandbox.add_guild(f"Server {number}")
    bot = ShardedBot([0, 1], shard_count=2)
    async with running(bot, sandbox):
        assert len(bot.guilds) == 4
        assert set(bot.shards) == {0, 1}


async def test_members_are_sent_on_request_with_their_intent(sandbox: Sandbox) -> None:
    sandbox.world.application.members_intent = True
    guild = sandbox.add_guild("Cloud Native Detroit")
    guild.add_member("Maya")
    bot = SmallBot(intents=discord.Intents(guilds=True, members=True))
    async with running(bot, sandbox):
        assert {member.display_name for member in bot.guilds[0].members} == {"Talkbot", "Owner", "Maya"}
