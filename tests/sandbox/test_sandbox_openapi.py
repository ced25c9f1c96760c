"""The check against Discord's own description finds what is wrong, and nothing in what the small bot sends."""

import io
import re
from typing import Any

import discord
import pytest

from bot.sandbox import ChannelKind, Permission
from bot.sandbox.records import Recorded
from tests.end_to_end.openapi import WHERE_TO_GET_IT, complaints, openapi_path
from tests.sandbox.conftest import Town

pytestmark = pytest.mark.skipif(openapi_path() is None, reason=WHERE_TO_GET_IT)

MESSAGES = "/channels/{channel_id}/messages"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
COMMANDS = "/applications/{application_id}/commands"
BUTTON = {"type": 2, "style": 1, "label": "Yes", "custom_id": "yes"}
SELECT = {"type": 3, "custom_id": "menu", "options": [{"label": "One", "value": "1"}]}
OPTION = {"type": 3, "name": "query", "description": "What"}


def recorded(template: str, body: Any, method: str = "POST") -> Recorded:
    return Recorded(method, template, template, body, 200)


def row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"components": [{"type": 1, "components": list(components)}]}


def command(**changes: Any) -> list[dict[str, Any]]:
    return [{"name": "talk", "description": "Talks"} | changes]


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (recorded("/nonsense", {}), "no such route"),
        (recorded(MESSAGES, {"content": 5}), "5 is not of type"),
        (recorded(MESSAGES, {"content": "x", "colour": 1}), r"\$.colour: Discord does not know this key"),
        (recorded(MESSAGES, {"embeds": [{"tittle": "x"}]}), r"\$.embeds\[0\].tittle: Discord does not know"),
        (recorded(MESSAGES, {"embeds": [{"timestamp": "yesterday"}]}), "yesterday"),
        (recorded(MESSAGES, {"embeds": [{"title": "x" * 257}]}), "too long"),
        (recorded(MESSAGES, {"content": "x" * 2001}), "2,000"),
        (recorded(MESSAGES, {"embeds": [{"description": "x" * 3001}] * 2}), "6,000"),
        (recorded(MESSAGES, {"embeds": [{"fields": [{"name": " ", "value": "v"}]}]}), "empty name"),
        (recorded(MESSAGES, {"embeds": [{"url": "ftp://example.org"}]}), "not an address"),
        (recorded(MESSAGES, {"embeds": [{"image": {"url": "file:///x"}}]}), "not a picture"),
        (recorded(MESSAGES, row(BUTTON, BUTTON)), "'yes' stands there 2 times"),
        (recorded(MESSAGES, row(SELECT | {"max_values": 2})), "asks for 1 to 2"),
        (recorded(MESSAGES, row(BUTTON | {"icon": "x"})), "icon: Discord does not know"),
        (recorded(MESSAGES, {"components": [row(BUTTON)["components"][0]] * 6}), "more than 5 rows"),
        (recorded(CALLBACK, {"type": 8, "data": {"choices": [{"name": "x", "value": "v" * 101}]}}), "101 characters"),
        (recorded(CALLBACK, {"type": 4, "data": {"content": "x" * 2001}}), "content: .* is too long"),
        (recorded(CALLBACK, {"type": 4, "data": {"contents": "x"}}), "contents: Discord does not know"),
        (recorded(COMMANDS, command(name="Talk"), "PUT"), "no name of a command"),
        (recorded(COMMANDS, command(options=[OPTION, OPTION | {"name": "b", "required": True}]), "PUT"), "required"),
        (recorded(COMMANDS, command(options=[OPTION, OPTION]), "PUT"), "'query' stands there 2 times"),
        (recorded(COMMANDS, command(options=[OPTION | {"hint": "x"}]), "PUT"), "hint: Discord does not know"),
    ],
)
def test_wrong_request_is_named(request_: Recorded, reason: str) -> None:
    found = complaints([request_])
    assert found
    assert any(re.search(reason, complaint) for complaint in found), found


async def test_all_that_the_small_bot_sends_is_right(town: Town) -> None:
    forum = town.guild.add_channel("recaps", ChannelKind.FORUM, tags=("Recap",))
    town.general.allow(town.guild.bot, Permission.MANAGE_CHANNELS)
    answer = await town.maya.types("/talk search cni", town.general)
    await town.maya.clicks(answer, "Share")
    await town.maya.completes("/talk show gate", town.general)
    await town.maya.types("/upload file:a.txt", town.general, files={"a.txt": b"abc"})
    await town.maya.types("/menus", town.general)
    await town.maya.submits(await town.maya.types("/form", town.general).modal(), {"Title": "New"})
    embed = discord.Embed(title="Title", url="https://example.org", color=5, timestamp=discord.utils.utcnow())
    embed.add_field(name="n", value="v").set_footer(text="f").set_author(name="a").set_image(url="attachment://a.png")
    channel = town.bot.text_channel(town.general)
    sent = await channel.send("x", embed=embed, file=discord.File(io.BytesIO(b"a"), "a.png"), nonce="once")
    await sent.reply("y")
    await sent.edit(content="z", attachments=[], embed=None)
    posts = await town.bot.fetch_channel(forum.id)
    assert isinstance(posts, discord.ForumChannel)
    made = await posts.create_thread(name="KubeCon", content="x", applied_tags=[posts.available_tags[0]])
    await made.thread.edit(archived=True)
    await channel.edit(topic="Talks")
    assert "\n".join(complaints(town.discord.requests)) == ""
    templates = {request.template for request in town.discord.requests}
    assert {MESSAGES, CALLBACK, COMMANDS, "/channels/{channel_id}/threads"} <= templates
