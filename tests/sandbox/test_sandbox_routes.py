"""Routes that read, and the commands of a server."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.sandbox import ChannelKind, Permission
from bot.sandbox.world.snowflakes import Json
from tests.sandbox.conftest import Bare

COMMAND: Json = {"name": "talk", "description": "Talks"}


@pytest.fixture
def commands(bare: Bare) -> str:
    return f"/applications/{bare.discord.world.application.id}/commands"


@pytest.fixture
def own_commands(bare: Bare) -> str:
    return f"/applications/{bare.discord.world.application.id}/guilds/{bare.maya.guild.id}/commands"


async def get(bare: Bare, path: str) -> Any:
    status, answer = await bare.send("GET", path)
    assert status == 200
    return answer


async def test_command_keeps_its_id_when_it_is_synced_again(bare: Bare, commands: str) -> None:
    _, (first,) = await bare.send("PUT", commands, [COMMAND])
    _, (again, other) = await bare.send("PUT", commands, [COMMAND | {"description": "New"}, COMMAND | {"name": "x"}])
    assert (again["id"], again["description"]) == (first["id"], "New")
    assert other["id"] != first["id"]
    assert await get(bare, commands) == [again, other]


async def test_single_command_is_added_replaced_and_removed(bare: Bare, commands: str) -> None:
    status, added = await bare.send("POST", commands, COMMAND)
    _, replaced = await bare.send("POST", commands, COMMAND | {"description": "New"})
    assert (status, replaced["id"]) == (201, added["id"])
    assert (await bare.send("DELETE", f"{commands}/{added['id']}"))[0] == 204
    status, answer = await bare.send("DELETE", f"{commands}/{added['id']}")
    assert (status, answer["code"]) == (404, 10063)


async def test_servers_own_command_hides_the_global_one(bare: Bare, commands: str, own_commands: str) -> None:
    await bare.send("PUT", commands, [COMMAND, COMMAND | {"name": "speaker"}])
    await bare.send("PUT", own_commands, [COMMAND | {"description": "Own"}])
    available = bare.discord.world.commands.available(bare.maya.guild.id, 1)
    assert {command["name"]: command["description"] for command in available} == {"talk": "Own", "speaker": "Talks"}


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({}, ["server", "direct"]),
        ({"contexts": [0]}, ["server"]),
        ({"contexts": [1]}, ["direct"]),
        ({"dm_permission": False}, ["server"]),
    ],
)
async def test_command_is_offered_where_it_belongs(bare: Bare, commands: str, changes: Json, places: list[str]) -> None:
    await bare.send("PUT", commands, [COMMAND | changes])
    known = bare.discord.world.commands
    offered = {"server": known.available(bare.maya.guild.id, 1), "direct": known.available(None, 1)}
    assert [place for place, commands_there in offered.items() if commands_there] == places


async def test_commands_of_others_are_out_of_reach(bare: Bare) -> None:
    status, answer = await bare.send("PUT", "/applications/1/commands", [])
    assert (status, answer["code"]) == (403, 20012)
    application = bare.discord.world.application.id
    status, answer = await bare.send("PUT", f"/applications/{application}/guilds/1/commands", [])
    assert (status, answer["code"]) == (403, 50001)


async def test_bot_reads_about_itself(bare: Bare) -> None:
    user = await get(bare, "/users/@me")
    application = await get(bare, "/applications/@me")
    gateway = await get(bare, "/gateway/bot")
    assert (user["username"], user["bot"], application["bot"]["id"]) == ("Talkbot", True, user["id"])
    assert (gateway["url"], gateway["shards"]) == (bare.discord.gateway_url, 1)


async def test_bot_reads_a_server(bare: Bare) -> None:
    guild = bare.maya.guild
    _, thread = await bare.send("POST", f"/channels/{bare.general.id}/threads", {"name": "thread", "type": 11})
    base = f"/guilds/{guild.id}"
    assert (await get(bare, base))["name"] == guild.name
    assert [one["name"] for one in await get(bare, "/users/@me/guilds")] == [guild.name]
    assert [one["name"] for one in await get(bare, f"{base}/channels")] == ["general"]
    assert [one["name"] for one in await get(bare, f"{base}/roles")] == ["@everyone", "Talkbot"]
    assert [one["id"] for one in (await get(bare, f"{base}/threads/active"))["threads"]] == [thread["id"]]
    assert (await get(bare, f"{base}/members/{bare.maya.id}"))["user"]["global_name"] == "Maya"


async def test_bot_does_not_write_to_bots(bare: Bare) -> None:
    body = {"recipient_id": str(bare.discord.world.application.user.id)}
    status, answer = await bare.send("POST", "/users/@me/channels", body)
    assert (status, answer["code"]) == (400, 50033)


async def test_typing_and_joining_are_taken(bare: Bare) -> None:
    _, thread = await bare.send("POST", f"/channels/{bare.general.id}/threads", {"name": "thread", "type": 11})
    assert (await bare.send("POST", f"/channels/{bare.general.id}/typing"))[0] == 204
    assert (await bare.send("PUT", f"/channels/{thread['id']}/thread-members/@me"))[0] == 204


async def test_threads_are_for_channels_with_messages(bare: Bare) -> None:
    category = bare.maya.guild.add_channel("talks", ChannelKind.CATEGORY)
    status, answer = await bare.send("POST", f"/channels/{category.id}/threads", {"name": "x", "type": 11})
    assert (status, answer["code"]) == (400, 50024)


@pytest.mark.parametrize("limit", [0, 101])
async def test_page_of_a_wrong_size(bare: Bare, limit: int) -> None:
    status, answer = await bare.send("GET", f"{bare.messages}?limit={limit}")
    assert (status, list(answer["errors"])) == (400, ["limit"])


async def test_moderated_tag_is_for_moderators(bare: Bare) -> None:
    forum = bare.maya.guild.add_channel("recaps", ChannelKind.FORUM, tags=("Official",))
    forum.tags[0].moderated = True
    body = {"name": "x", "message": {"content": "x"}, "applied_tags": [str(forum.tags[0].id)]}
    assert (await bare.send("POST", f"/channels/{forum.id}/threads", body))[0] == 400
    forum.allow(bare.maya.guild.bot, Permission.MANAGE_THREADS)
    assert (await bare.send("POST", f"/channels/{forum.id}/threads", body))[0] == 201


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"topic": "x" * 1025}, 50035), ({"name": ""}, 50035), ({"auto_archive_duration": 5}, 50035)],
)
async def test_channel_edit_beyond_a_limit(bare: Bare, changes: Json, code: int) -> None:
    bare.general.allow(bare.maya.guild.bot, Permission.MANAGE_CHANNELS)
    status, answer = await bare.send("PATCH", f"/channels/{bare.general.id}", changes)
    assert (status, answer["code"]) == (400, code)


async def test_scheduled_event_runs_through_its_states(bare: Bare) -> None:
    guild = bare.maya.guild
    guild.set_permissions(guild.everyone, Permission.CREATE_EVENTS)
    start = datetime.now(UTC) + timedelta(days=1)
    body = {
        "name": "Meetup",
        "scheduled_start_time": start.isoformat(),
        "scheduled_end_time": (start + timedelta(hours=1)).isoformat(),
        "entity_type": 3,
        "privacy_level": 2,
        "entity_metadata": {"location": "Detroit"},
    }
    _, made = await bare.send("POST", f"/guilds/{guild.id}/scheduled-events", body)
    path = f"/guilds/{guild.id}/scheduled-events/{made['id']}"
    assert await get(bare, f"/guilds/{guild.id}/scheduled-events") == [made]
    statuses = [(await bare.send("PATCH", path, {"status": status}))[0] for status in (3, 2, 3, 2)]
    assert statuses == [400, 200, 200, 400]
    assert (await get(bare, path))["status"] == 3
    guild.set_permissions(guild.everyone, 0)
    assert (await bare.send("DELETE", path))[0] == 403
    guild.set_permissions(guild.everyone, Permission.MANAGE_EVENTS)
    assert (await bare.send("DELETE", path))[0] == 204
    assert (await bare.send("GET", path))[0] == 404


async def test_missing_file_is_not_served(bare: Bare) -> None:
    async with bare.session.get(f"{bare.discord.world.files.origin}/attachments/1/2/a.txt") as answer:
        assert answer.status == 404


async def test_waiting_for_a_sync(bare: Bare, commands: str) -> None:
    await bare.send("PUT", commands, [COMMAND])
    await bare.discord.synced("talk")
    with pytest.raises(TimeoutError):
        await bare.discord.synced("talk", "speaker", within=0.01)
