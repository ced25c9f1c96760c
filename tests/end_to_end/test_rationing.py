"""Who asks too fast is told so, in private; a server that asks too much is in nobody's way."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.discord_app.wiring import Wiring
from tests.end_to_end.conftest import Town

CALLBACK = "POST", "/interactions/{interaction_id}/{interaction_token}/callback"


class StandingClock:
    """Runs only when it is told to."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def a_minute() -> int:
    """Of a member."""
    return 12


@pytest.fixture
def wiring(clock: StandingClock, a_minute: int) -> Wiring:
    """A member may use four at once, a server eight."""
    return Wiring(
        guild_ready_timeout=0.1, clock=clock, member_commands_per_minute=a_minute, server_commands_per_minute=24
    )


async def test_member_who_asks_too_fast_is_asked_for_patience(town: Town, clock: StandingClock) -> None:
    for _ in range(4):
        assert "CNI" in (await town.maya.types("/talk search cni", town.channel)).text
    reply = town.maya.types("/talk search cni", town.channel)
    assert (await reply).text == "You ask faster than I may answer. Try again in 5 seconds."
    assert reply.ephemeral
    assert "CNI" in (await town.moderator.types("/talk search cni", town.channel)).text
    clock.now += timedelta(seconds=4)
    refused = await town.maya.types("/talk search cni", town.channel)
    assert refused.text == "You ask faster than I may answer. Try again in 1 second."
    clock.now += timedelta(seconds=1)
    assert "CNI" in (await town.maya.types("/talk search cni", town.channel)).text


async def test_server_in_which_too_much_is_asked_is_apart_from_others(town: Town) -> None:
    members = [town.guild.add_member(f"Member {number}") for number in range(9)]
    *answers, last = [await member.types("/talk search cni", town.channel) for member in members]
    assert all("CNI" in answer.text for answer in answers)
    assert last.text == "Much is asked here at the moment. Try again in 3 seconds."
    other = town.discord.add_guild("Elsewhere")
    assert "CNI" in (await other.add_member("Omar").types("/talk search cni", other.add_channel("talks"))).text


async def test_completions_and_clicks_are_not_counted(town: Town) -> None:
    for _ in range(6):
        assert await town.maya.completes("/talk show cni", town.channel)
    assert "CNI" in (await town.maya.types("/talk search cni", town.channel)).text


@pytest.mark.parametrize("a_minute", [12, 0])
async def test_much_work_is_asked_for_five_times_at_once(town: Town) -> None:
    members = [town.guild.add_moderator(f"Moderator {number}") for number in range(6)]
    asked = [await member.types("/recap preview kubecon", town.channel) for member in members]
    assert asked[-1].text == "That is much work, and was asked several times here. Try again in 12 seconds."
    assert all("much work" not in message.text for message in asked[:-1])


async def test_of_more_than_can_wait_the_rest_is_left_unanswered(town: Town) -> None:
    members = [town.guild.add_member(f"Member {number}") for number in range(150)]
    replies = [member.types("/talk search cni", town.channel) for member in members]
    await replies[0]
    other = town.discord.add_guild("Elsewhere")
    assert "CNI" in (await other.add_member("Omar").types("/talk search cni", other.add_channel("talks"))).text
    await asyncio.gather(*(reply.acknowledged() for reply in replies[:102]))
    assert len(town.discord.requests.of(*CALLBACK)) == 103
    assert not any(reply.interaction.acknowledged for reply in replies[102:])
