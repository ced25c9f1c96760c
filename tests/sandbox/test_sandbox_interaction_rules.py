"""3 s for the first answer, one first answer only, 15 min for the rest."""

import asyncio
from typing import Any

import discord
import pytest

from bot.sandbox import Reply
from bot.sandbox.world.interactions import InteractionKind
from bot.sandbox.world.snowflakes import Json
from tests.sandbox.conftest import Town


class Listener:
    """Takes interactions of commands unknown to the bot's tree, to answer them by hand."""

    def __init__(self, town: Town) -> None:
        self._heard: asyncio.Queue[discord.Interaction] = asyncio.Queue()
        town.bot.on_interaction = self._heard.put  # type: ignore[attr-defined]
        self._town = town

    async def after(self, kind: InteractionKind = InteractionKind.COMMAND) -> tuple[Reply, discord.Interaction]:
        # A component without a view: discord.py hands it to on_interaction alone.
        data: Json = {"custom_id": "by-hand", "component_type": 2, "id": 1}
        message = self._town.omar.says(self._town.general, "hello")
        reply = self._town.maya.opens(kind, self._town.general, data, "by hand", message)
        return reply, await self._heard.get()


@pytest.fixture
def by_hand(town: Town) -> Listener:
    return Listener(town)


def code_of(refused: pytest.ExceptionInfo[discord.HTTPException]) -> tuple[int, int]:
    return refused.value.status, refused.value.code


async def test_answer_after_three_seconds_is_too_late(town: Town, by_hand: Listener) -> None:
    _, interaction = await by_hand.after(InteractionKind.COMPONENT)
    town.clock.ahead = 3.5
    with pytest.raises(discord.NotFound) as refused:
        await interaction.response.send_message("late")
    assert code_of(refused) == (404, 10062)


async def test_second_answer_is_refused(town: Town, by_hand: Listener) -> None:
    _, interaction = await by_hand.after(InteractionKind.COMPONENT)
    await interaction.response.send_message("first")
    interaction.response._response_type = None
    with pytest.raises(discord.HTTPException) as refused:
        await interaction.response.send_message("second")
    assert code_of(refused) == (400, 40060)


async def test_token_lives_for_fifteen_minutes(town: Town, by_hand: Listener) -> None:
    _, interaction = await by_hand.after(InteractionKind.COMPONENT)
    await interaction.response.defer(thinking=True)
    town.clock.ahead = 14 * 60
    await interaction.edit_original_response(content="in time")
    town.clock.ahead = 16 * 60
    with pytest.raises(discord.HTTPException) as refused:
        await interaction.edit_original_response(content="too late")
    assert code_of(refused) == (401, 50027)


async def test_follow_up_needs_a_first_answer(town: Town, by_hand: Listener) -> None:
    _, interaction = await by_hand.after(InteractionKind.COMPONENT)
    with pytest.raises(discord.NotFound) as refused:
        await interaction.followup.send("too early")
    assert code_of(refused) == (404, 10015)


async def test_autocomplete_cannot_be_deferred(town: Town) -> None:
    reply = town.maya.opens(InteractionKind.AUTOCOMPLETE, town.general, _unknown_command(), "completing")
    with pytest.raises(discord.HTTPException) as refused:
        await callback(town, reply, {"type": 5})
    assert code_of(refused) == (400, 50035)


async def test_command_cannot_be_answered_by_an_update(town: Town) -> None:
    reply = town.maya.opens(InteractionKind.COMMAND, town.general, _unknown_command(), "typing")
    with pytest.raises(discord.HTTPException) as refused:
        await callback(town, reply, {"type": 7, "data": {"content": "x"}})
    assert code_of(refused) == (400, 50035)


async def test_original_can_be_read_edited_and_deleted(town: Town, by_hand: Listener) -> None:
    reply, interaction = await by_hand.after(InteractionKind.COMPONENT)
    await interaction.response.send_message("first", ephemeral=True)
    assert (await interaction.original_response()).content == "first"
    await interaction.edit_original_response(content="second")
    assert (await reply).content == "second"
    assert reply.ephemeral
    await interaction.delete_original_response()
    assert reply.messages == []
    with pytest.raises(discord.NotFound) as refused:
        await interaction.edit_original_response(content="third")
    assert code_of(refused) == (404, 10008)


async def test_private_answer_cannot_be_read_as_a_channel_message(town: Town) -> None:
    answer = await town.maya.types("/talk search cni", town.general)
    with pytest.raises(discord.NotFound):
        await town.bot.text_channel(town.general).fetch_message(answer.id)


async def test_first_follow_up_stays_as_private_as_the_deferral(town: Town, by_hand: Listener) -> None:
    reply, interaction = await by_hand.after(InteractionKind.COMPONENT)
    await interaction.response.defer(thinking=True, ephemeral=True)
    await interaction.followup.send("private all the same", ephemeral=False)
    assert (await reply).ephemeral
    await interaction.followup.send("for all")
    assert not (await reply.followup()).ephemeral


async def test_time_of_the_first_answer_is_known(town: Town) -> None:
    reply = town.maya.types("/menus", town.general)
    before = reply.seconds
    await reply
    assert before is None
    assert 0 <= (reply.seconds or 0) < 3


def _unknown_command() -> Json:
    return {"id": "1", "name": "unknown", "type": 1, "options": []}


async def callback(town: Town, reply: Reply, body: Json) -> Any:
    """Posted as it is, past the checks of the library."""
    interaction = reply.interaction
    route = discord.http.Route(
        "POST",
        "/interactions/{interaction_id}/{token}/callback",
        interaction_id=interaction.id,
        token=interaction.token,
    )
    return await town.bot.http.request(route, json=body)
