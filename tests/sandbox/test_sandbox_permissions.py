"""Rights are computed from roles, overwrites and ownership, and refused with Discord's codes."""

import io

import discord
import pytest

from bot.sandbox import ActionError, ChannelKind, Permission
from bot.sandbox.world.permissions import EVERYTHING
from tests.sandbox.conftest import Bare, Town

EMBED = {"embeds": [{"title": "Title"}]}


async def code(bare: Bare, method: str, path: str, body: object = None) -> tuple[int, int]:
    status, answer = await bare.send(method, path, body)
    return status, (answer or {}).get("code", 0)


async def test_wrong_token_is_refused(bare: Bare) -> None:
    status, answer = await bare.send("GET", "/users/@me", token="wrong")
    assert (status, answer["message"]) == (401, "401: Unauthorized")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/channels/1", (404, 10003)),
        ("/channels/nonsense", (400, 50035)),
        ("/guilds/1", (404, 10004)),
        ("/users/1", (404, 10013)),
        ("/nonsense", (404, 0)),
    ],
)
async def test_what_is_not_there(bare: Bare, path: str, expected: tuple[int, int]) -> None:
    assert await code(bare, "GET", path) == expected


async def test_member_that_is_not_there(bare: Bare) -> None:
    assert await code(bare, "GET", f"/guilds/{bare.maya.guild.id}/members/1") == (404, 10007)


@pytest.mark.parametrize(
    ("right", "body", "expected"),
    [
        (Permission.VIEW_CHANNEL, {"content": "x"}, (403, 50001)),
        (Permission.SEND_MESSAGES, {"content": "x"}, (403, 50013)),
        (Permission.EMBED_LINKS, EMBED, (403, 50013)),
        (Permission.EMBED_LINKS, {"content": "x"}, (200, 0)),
    ],
)
async def test_right_taken_from_everyone(bare: Bare, right: int, body: object, expected: tuple[int, int]) -> None:
    bare.general.deny(bare.maya.guild.everyone, right)
    assert await code(bare, "POST", bare.messages, body) == expected


async def test_files_need_their_own_right(town: Town) -> None:
    town.general.deny(town.guild.everyone, Permission.ATTACH_FILES)
    with pytest.raises(discord.Forbidden) as refused:
        await town.bot.text_channel(town.general).send(file=discord.File(io.BytesIO(b"a"), "a.txt"))
    assert refused.value.code == 50013


async def test_members_rule_beats_the_roles_rule_beats_everyones(bare: Bare) -> None:
    guild = bare.maya.guild
    helpers = guild.add_role("Helpers")
    nina = guild.add_member("Nina", helpers)
    bare.general.deny(guild.everyone, Permission.SEND_MESSAGES)
    assert not nina.may(Permission.SEND_MESSAGES, bare.general)
    bare.general.allow(helpers, Permission.SEND_MESSAGES)
    assert nina.may(Permission.SEND_MESSAGES, bare.general)
    bare.general.deny(nina, Permission.SEND_MESSAGES)
    assert not nina.may(Permission.SEND_MESSAGES, bare.general)


async def test_administrators_and_owners_may_everything(bare: Bare) -> None:
    guild = bare.maya.guild
    bare.general.deny(guild.everyone, Permission.VIEW_CHANNEL)
    admin = guild.add_member("Ada", guild.add_role("Admin", Permission.ADMINISTRATOR))
    owner = guild.members[guild.owner_id]
    assert (admin.rights(bare.general), owner.rights(bare.general)) == (EVERYTHING, EVERYTHING)


async def test_who_sees_nothing_may_nothing(bare: Bare) -> None:
    bare.general.deny(bare.maya.guild.everyone, Permission.VIEW_CHANNEL)
    assert bare.maya.rights(bare.general) == 0
    with pytest.raises(ActionError, match="cannot see"):
        bare.maya.reads(bare.general)
    with pytest.raises(ActionError, match="cannot write"):
        bare.maya.says(bare.general, "x")


async def test_bot_hears_nothing_from_a_channel_it_does_not_see(town: Town) -> None:
    secret = town.guild.add_channel("secret")
    secret.deny(town.guild.bot, Permission.VIEW_CHANNEL)
    town.maya.says(secret, "@Talkbot psst")
    town.maya.says(town.general, "@Talkbot hello")
    assert (await town.bot.heard.get()).channel.id == town.general.id


async def test_bot_learns_rights_from_the_gateway(town: Town) -> None:
    answer = await town.maya.types("/menus", town.general)
    assert answer.interaction is not None
    me = town.bot.text_channel(town.general).permissions_for(town.bot.guilds[0].me)
    assert (me.send_messages, me.manage_messages, me.mention_everyone) == (True, False, False)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "", {"name": "renamed"}),
        ("DELETE", "", None),
        ("DELETE", "/messages/{said}", None),
    ],
)
async def test_managing_needs_its_right(bare: Bare, method: str, path: str, body: object) -> None:
    said = bare.maya.says(bare.general, "x")
    full = f"/channels/{bare.general.id}{path.format(said=said.id)}"
    assert await code(bare, method, full, body) == (403, 50013)
    right = Permission.MANAGE_MESSAGES if path else Permission.MANAGE_CHANNELS
    bare.general.allow(bare.maya.guild.bot, right)
    assert (await code(bare, method, full, body))[0] in {200, 204}


async def test_answering_needs_the_right_to_read_the_past(bare: Bare) -> None:
    said = bare.maya.says(bare.general, "x")
    bare.general.deny(bare.maya.guild.everyone, Permission.READ_MESSAGE_HISTORY)
    body = {"content": "x", "message_reference": {"message_id": str(said.id)}}
    assert await code(bare, "POST", bare.messages, body) == (400, 160002)
    assert await code(bare, "GET", f"{bare.messages}/{said.id}") == (403, 50013)


async def test_forum_takes_posts_not_messages(bare: Bare) -> None:
    forum = bare.maya.guild.add_channel("recaps", ChannelKind.FORUM)
    assert await code(bare, "POST", f"/channels/{forum.id}/messages", {"content": "x"}) == (400, 50008)


async def test_events_need_their_right(bare: Bare) -> None:
    path = f"/guilds/{bare.maya.guild.id}/scheduled-events"
    assert await code(bare, "POST", path, {}) == (403, 50013)
