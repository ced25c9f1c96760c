"""Threads, forum posts, channel edits and scheduled events."""

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from bot.sandbox import Channel, ChannelKind, Guild, Permission
from tests.sandbox.conftest import Bare, Town


@pytest.fixture
async def forum(town: Town) -> discord.ForumChannel:
    channel = town.guild.add_channel("recaps", ChannelKind.FORUM, tags=("Recap", "News"))
    return await known_forum(town, channel)


async def known_forum(town: Town, channel: Channel) -> discord.ForumChannel:
    found = await town.bot.fetch_channel(channel.id)
    assert isinstance(found, discord.ForumChannel)
    return found


async def test_forum_post_with_tags(town: Town, forum: discord.ForumChannel) -> None:
    made = await forum.create_thread(name="KubeCon", content="the recap", applied_tags=[forum.available_tags[0]])
    post = town.discord.world.channels[made.thread.id]
    assert (post.name, [message.content for message in town.maya.reads(post)]) == ("KubeCon", ["the recap"])
    assert post.thread is not None
    assert post.thread.tags == [forum.available_tags[0].id]
    assert made.message.id == made.thread.id
    await made.thread.send("more")
    await made.message.edit(content="the better recap")
    assert [message.content for message in town.maya.reads(post)] == ["the better recap", "more"]


async def test_forum_that_requires_a_tag(town: Town) -> None:
    strict = await known_forum(
        town, town.guild.add_channel("strict", ChannelKind.FORUM, tags=("A",), requires_tag=True)
    )
    with pytest.raises(discord.HTTPException) as refused:
        await strict.create_thread(name="KubeCon", content="x")
    assert refused.value.code == 40067


async def test_thread_of_a_message(town: Town) -> None:
    sent = await town.bot.text_channel(town.general).send("announcement")
    thread = await sent.create_thread(name="Questions", auto_archive_duration=60)
    await thread.send("ask here")
    made = town.discord.world.channels[thread.id]
    assert made.parent is town.general
    assert [message.content for message in town.maya.reads(made)] == ["ask here"]
    town.maya.says(made, "@Talkbot hello")
    heard = [await town.bot.heard.get() for _ in range(3)]
    assert heard[-1].channel == thread
    with pytest.raises(discord.HTTPException) as refused:
        await sent.create_thread(name="Again")
    assert refused.value.code == 160004


async def test_command_in_a_thread(town: Town) -> None:
    thread = await town.bot.text_channel(town.general).create_thread(
        name="Talk", type=discord.ChannelType.public_thread
    )
    message = await town.maya.types("/talk search cni", town.discord.world.channels[thread.id])
    assert message.content == "found cni  0"


async def test_thread_is_archived_and_a_message_opens_it_again(town: Town) -> None:
    thread = await town.bot.text_channel(town.general).create_thread(
        name="Talk", type=discord.ChannelType.public_thread
    )
    state = town.discord.world.channels[thread.id].thread
    assert state is not None
    archived = [(await thread.edit(archived=True), state.archived)[1], (await thread.send("x"), state.archived)[1]]
    assert archived == [True, False]


async def test_locked_thread_is_for_moderators(town: Town) -> None:
    thread = await town.bot.text_channel(town.general).create_thread(
        name="Talk", type=discord.ChannelType.public_thread
    )
    town.general.allow(town.guild.bot, Permission.MANAGE_THREADS)
    await thread.edit(locked=True)
    await thread.send("still allowed")
    town.general.deny(town.guild.bot, Permission.MANAGE_THREADS)
    with pytest.raises(discord.Forbidden):
        await thread.send("no longer")


@pytest.mark.parametrize(
    ("right", "path", "body"),
    [
        (Permission.CREATE_PUBLIC_THREADS, "/channels/{general}/threads", {"name": "x", "type": 11}),
        (Permission.CREATE_PUBLIC_THREADS, "/channels/{general}/messages/{said}/threads", {"name": "x"}),
        (Permission.SEND_MESSAGES_IN_THREADS, "/channels/{thread}/messages", {"content": "x"}),
    ],
)
async def test_right_for_threads(bare: Bare, right: int, path: str, body: object) -> None:
    said = bare.maya.says(bare.general, "x")
    _, thread = await bare.send("POST", f"/channels/{bare.general.id}/threads", {"name": "first", "type": 11})
    bare.general.deny(bare.maya.guild.everyone, right)
    full = path.format(general=bare.general.id, said=said.id, thread=thread["id"])
    status, answer = await bare.send("POST", full, body)
    assert (status, answer["code"]) == (403, 50013)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"auto_archive_duration": 61}, "auto_archive_duration"),
        ({"applied_tags": ["1"]}, "applied_tags"),
        ({"message": None}, "message"),
    ],
)
async def test_forum_post_beyond_a_limit(bare: Bare, changes: dict[str, Any], place: str) -> None:
    forum = bare.maya.guild.add_channel("recaps", ChannelKind.FORUM)
    body = {"name": "x", "message": {"content": "x"}} | changes
    status, answer = await bare.send("POST", f"/channels/{forum.id}/threads", body)
    assert (status, answer["code"], list(answer["errors"])) == (400, 50035, [place])


async def test_six_tags_are_too_many(bare: Bare) -> None:
    forum = bare.maya.guild.add_channel("recaps", ChannelKind.FORUM, tags=[str(number) for number in range(6)])
    body = {"name": "x", "message": {"content": "x"}, "applied_tags": [str(tag.id) for tag in forum.tags]}
    status, answer = await bare.send("POST", f"/channels/{forum.id}/threads", body)
    assert (status, list(answer["errors"])) == (400, ["applied_tags"])


async def test_third_rename_within_ten_minutes_is_limited(bare: Bare) -> None:
    bare.general.allow(bare.maya.guild.bot, Permission.MANAGE_CHANNELS)
    path = f"/channels/{bare.general.id}"
    answers = [await bare.send("PATCH", path, {"name": f"general-{number}"}) for number in range(3)]
    assert [status for status, _ in answers] == [200, 200, 429]
    assert 0 < answers[-1][1]["retry_after"] <= 600


async def test_deleted_channel_takes_its_threads_along(bare: Bare) -> None:
    guild = bare.maya.guild
    await bare.send("POST", f"/channels/{bare.general.id}/threads", {"name": "thread", "type": 11})
    bare.discord.world.remove_channel(bare.general)
    assert guild.channels == {}


@pytest.fixture
def may_manage(town: Town) -> Guild:
    town.guild.set_permissions(town.guild.everyone, town.guild.everyone.permissions | Permission.CREATE_EVENTS)
    return town.guild


async def make_event(town: Town) -> discord.ScheduledEvent:
    start = datetime.now(UTC) + timedelta(days=1)
    return await town.bot.guilds[0].create_scheduled_event(
        name="Meetup",
        start_time=start,
        end_time=start + timedelta(hours=2),
        entity_type=discord.EntityType.external,
        location="Detroit",
        privacy_level=discord.PrivacyLevel.guild_only,
        description="Talks",
    )


async def test_scheduled_event_is_made_changed_and_removed(town: Town, may_manage: Guild) -> None:
    made = await make_event(town)
    event = may_manage.scheduled_events[made.id]
    assert (event.name, event.location, event.description) == ("Meetup", "Detroit", "Talks")
    await made.edit(name="Bigger meetup", location="Ann Arbor")
    event = may_manage.scheduled_events[made.id]
    assert (event.name, event.location) == ("Bigger meetup", "Ann Arbor")
    await made.delete()
    assert may_manage.scheduled_events == {}


async def test_hundred_open_events_are_the_most(town: Town, may_manage: Guild) -> None:
    made = await make_event(town)
    event = may_manage.scheduled_events[made.id]
    may_manage.scheduled_events |= dict.fromkeys(range(99), event)
    with pytest.raises(discord.HTTPException) as refused:
        await make_event(town)
    assert refused.value.code == 30038


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"name": "x" * 101}, "name"),
        ({"description": "x" * 1001}, "description"),
        ({"entity_metadata": {"location": "x" * 101}}, "entity_metadata"),
        ({"entity_metadata": None}, "entity_metadata"),
        ({"scheduled_end_time": None}, "scheduled_end_time"),
        ({"scheduled_end_time": "2001-01-01T00:00:00Z"}, "scheduled_end_time"),
        ({"scheduled_start_time": "2001-01-01T00:00:00Z"}, "scheduled_start_time"),
        ({"scheduled_start_time": "soon"}, "scheduled_start_time"),
        ({"privacy_level": 1}, "privacy_level"),
        ({"entity_type": 9}, "entity_type"),
        ({"entity_type": 2}, "channel_id"),
    ],
)
async def test_scheduled_event_beyond_a_limit(bare: Bare, changes: dict[str, Any], place: str) -> None:
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
    status, answer = await bare.send("POST", f"/guilds/{guild.id}/scheduled-events", body | changes)
    assert (status, answer["code"], list(answer["errors"])) == (400, 50035, [place])
