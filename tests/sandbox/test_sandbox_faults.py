"""What goes wrong on purpose goes wrong exactly so, and so often."""

import asyncio
import time

import aiohttp
import discord
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.conftest import Bare, SmallBot, Town, running

MESSAGES = "/channels/*/messages"


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_error_instead_of_an_answer(bare: Bare, status: int) -> None:
    fault = bare.discord.faults.answer("POST", MESSAGES, status, times=2)
    statuses = [(await bare.send("POST", bare.messages, {"content": "x"}))[0] for _ in range(3)]
    assert statuses == [status, status, 200]
    assert fault.met == 2
    assert len(bare.general.messages) == 1


async def test_error_after_the_message_was_made(bare: Bare) -> None:
    bare.discord.faults.answer("POST", MESSAGES, 500, carried_out=True)
    status, _ = await bare.send("POST", bare.messages, {"content": "x"})
    assert (status, len(bare.general.messages)) == (500, 1)


async def test_lost_answer_after_the_message_was_made(bare: Bare) -> None:
    bare.discord.faults.lose_answer("POST", MESSAGES)
    with pytest.raises(aiohttp.ClientError):
        await bare.send("POST", bare.messages, {"content": "x"})
    assert len(bare.general.messages) == 1


async def test_lost_request_made_nothing(bare: Bare) -> None:
    bare.discord.faults.lose_request("POST", MESSAGES)
    with pytest.raises(aiohttp.ClientError):
        await bare.send("POST", bare.messages, {"content": "x"})
    assert not bare.general.messages


async def test_lost_answer_and_a_nonce_make_one_message(town: Town) -> None:
    town.discord.faults.lose_answer("POST", MESSAGES)
    channel = town.bot.text_channel(town.general)
    with pytest.raises(aiohttp.ClientError):
        await channel.send("x", nonce="once")
    await channel.send("x", nonce="once")
    assert len(town.general.messages) == 1


async def test_rate_limit_with_via_is_waited_for(town: Town) -> None:
    fault = town.discord.faults.rate_limit("POST", MESSAGES, retry_after=0.01)
    await town.bot.text_channel(town.general).send("x")
    assert (fault.met, len(town.general.messages)) == (1, 1)


async def test_rate_limit_without_via_is_an_error(town: Town) -> None:
    town.discord.faults.rate_limit("POST", MESSAGES, via=False)
    with pytest.raises(discord.HTTPException) as refused:
        await town.bot.text_channel(town.general).send("x")
    assert refused.value.status == 429


async def test_rate_limit_of_a_route(bare: Bare) -> None:
    bare.discord.rate_limits.set("POST", "/channels/{channel_id}/messages", requests=2, seconds=5)
    other = bare.maya.guild.add_channel("other")
    answers = [await bare.send("POST", bare.messages, {"content": "x"}) for _ in range(3)]
    elsewhere, _ = await bare.send("POST", f"/channels/{other.id}/messages", {"content": "x"})
    assert ([status for status, _ in answers], elsewhere) == ([200, 200, 429], 200)
    assert 4 < answers[2][1]["retry_after"] <= 5


async def test_limited_route_opens_again_with_time(town: Town) -> None:
    town.discord.rate_limits.set("POST", "/channels/{channel_id}/messages", requests=1, seconds=0.1)
    channel = town.bot.text_channel(town.general)
    started = time.monotonic()
    for number in range(3):
        await channel.send(str(number))
    assert time.monotonic() - started >= 0.15
    assert {request.status for request in town.discord.requests.of("POST", "/channels/{channel_id}/messages")} == {200}


async def test_limit_over_all_routes_spares_interactions(town: Town) -> None:
    town.discord.rate_limits.set_global(2, 0.2)
    channel = town.bot.text_channel(town.general)
    for number in range(3):
        await channel.send(str(number))
    assert (await town.maya.types("/talk search cni", town.general)).content == "found cni  0"
    statuses = [request.status for request in town.discord.requests.of("POST", "/channels/{channel_id}/messages")]
    assert sorted(status or 0 for status in statuses) == [200, 200, 200, 429]


async def test_headers_announce_the_limit(bare: Bare) -> None:
    bare.discord.rate_limits.set("GET", "/users/@me", requests=5, seconds=2)
    headers = {"Authorization": f"Bot {bare.discord.token}"}
    async with bare.session.get(bare.discord.api_url + "/users/@me", headers=headers) as answer:
        counted = {name: answer.headers[f"X-RateLimit-{name}"] for name in ("Limit", "Remaining")}
        assert counted == {"Limit": "5", "Remaining": "4"}
        assert 0 < float(answer.headers["X-RateLimit-Reset-After"]) <= 2
        assert answer.headers["Content-Type"] == "application/json"


async def test_delay(bare: Bare) -> None:
    bare.discord.faults.delay("POST", MESSAGES, 0.05)
    started = time.monotonic()
    status, _ = await bare.send("POST", bare.messages, {"content": "x"})
    assert status == 200
    assert time.monotonic() - started >= 0.05


async def test_faults_are_for_their_pattern_until_cleared(bare: Bare) -> None:
    bare.discord.faults.answer("POST", "/channels/1/*", 500, times=9)
    assert (await bare.send("POST", bare.messages, {"content": "x"}))[0] == 200
    bare.discord.faults.answer("*", "*", 500, times=9)
    assert (await bare.send("GET", "/users/@me"))[0] == 500
    bare.discord.faults.clear()
    assert (await bare.send("GET", "/users/@me"))[0] == 200


async def test_late_first_answer_is_refused_by_the_clock(town: Town) -> None:
    town.discord.faults.delay("POST", "/interactions/*", 0.05)
    reply = town.maya.types("/menus", town.general)
    town.clock.ahead = 3.1
    await town.discord.world.changes.until(
        lambda: town.discord.requests.of("POST", "/interactions/{interaction_id}/{interaction_token}/callback"),
        5,
        "the late answer",
    )
    (late,) = town.discord.requests.of("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
    assert (late.status, late.answer["code"], reply.messages) == (404, 10062, [])


async def test_nothing_is_reachable_until_it_is(bare: Bare) -> None:
    async with bare.discord.unreachable():
        with pytest.raises(aiohttp.ClientConnectionError):
            await bare.send("GET", "/users/@me")
    assert (await bare.send("GET", "/users/@me"))[0] == 200


async def test_discord_that_comes_up_later(sandbox: Sandbox) -> None:
    await sandbox.refuse_connections()
    with pytest.raises(aiohttp.ClientConnectorError):
        async with running(SmallBot(), sandbox):
            pass
    await sandbox.accept_connections()
    async with running(SmallBot(), sandbox):
        assert sandbox.gateway.connected()


async def test_sandbox_that_starts_unreachable() -> None:
    async with Sandbox(reachable=False) as discord, aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(discord.api_url + "/gateway")
        await discord.accept_connections()
        async with session.get(discord.api_url + "/gateway") as answer:
            assert (await answer.json())["url"] == discord.gateway_url


async def test_bot_resumes_after_an_outage(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.backoff.ExponentialBackoff, "delay", lambda _self: 0.01)
    async with town.discord.unreachable():
        town.maya.direct_message("while away")
    assert (await asyncio.wait_for(town.bot.heard.get(), 10)).content == "while away"


async def test_silent_gateway_says_nothing_and_forgets_nothing(town: Town) -> None:
    town.discord.faults.silence_gateway()
    town.maya.direct_message("lost in silence")
    await town.discord.world.changes.calm(0.05, 1)
    assert town.bot.heard.empty()
    town.discord.faults.clear()
    town.discord.gateway.drop()
    assert (await asyncio.wait_for(town.bot.heard.get(), 5)).content == "lost in silence"


async def test_refused_gateway_is_tried_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.backoff.ExponentialBackoff, "delay", lambda _self: 0.01)
    town.discord.faults.refuse_gateway()
    town.discord.gateway.drop()
    await town.discord.disconnected()
    town.discord.faults.clear()
    await asyncio.wait_for(town.bot.resumed.wait(), 5)


async def test_record_holds_what_was_asked_and_answered(bare: Bare) -> None:
    bare.discord.requests.clear()
    await bare.send("POST", bare.messages, {"content": "x"})
    (request,) = bare.discord.requests
    assert (request.method, request.template) == ("POST", "/channels/{channel_id}/messages")
    assert (request.path, request.body, request.status) == (bare.messages, {"content": "x"}, 200)
    assert request.answer["content"] == "x"


async def test_record_can_be_switched_off() -> None:
    async with Sandbox(record=0) as discord, aiohttp.ClientSession() as session:
        async with session.get(discord.api_url + "/gateway") as answer:
            assert answer.status == 200
        assert (len(discord.requests), discord.requests.count) == (0, 1)


async def test_history_is_bounded() -> None:
    async with Sandbox(history=2) as discord:
        guild = discord.add_guild("Cloud Native Detroit")
        general, maya = guild.add_channel("general"), guild.add_member("Maya")
        for number in range(3):
            maya.says(general, str(number))
        assert [message.content for message in maya.reads(general)] == ["1", "2"]
