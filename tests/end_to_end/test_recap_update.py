"""A recap that stands somewhere is brought up to date there, and nothing else is touched."""

from dataclasses import replace

import pytest

from bot.domain.talks import Talk
from bot.sandbox import Channel, ChannelKind, Message, Permission
from bot.services.catalog import Catalog
from tests import make
from tests.end_to_end.conftest import Town
from tests.end_to_end.recaps import own, posts, titles, words

EVENT = "Harbour Conf 2026"


def harbour(count: int = 3, recorded: tuple[int, ...] = ()) -> list[Talk]:
    talks = [
        make.talk(f"Talk number {number}", abstract="It tells of tides and ships.") for number in range(1, count + 1)
    ]
    return [
        replace(talk, video_url=f"https://youtu.be/{number}" if number in recorded else None)
        for number, talk in enumerate(talks, 1)
    ]


async def save(seeded: Catalog, *talks: Talk) -> None:
    await make.saved(seeded, *talks, of=make.event(EVENT))


async def updates(town: Town) -> Message:
    return await town.moderator.types("/recap update harbour", town.channel).until(lambda one: bool(one.content))


@pytest.fixture
def channel(town: Town) -> Channel:
    return town.guild.add_channel("recaps")


async def posted(town: Town, seeded: Catalog, channel: Channel, style: str = "threads", count: int = 3) -> None:
    await save(seeded, *harbour(count))
    await posts(town, channel, f"style:{style}", event="harbour")


async def test_recordings_that_came_later_are_linked_in_place(town: Town, seeded: Catalog, channel: Channel) -> None:
    await posted(town, seeded, channel)
    (thread,) = town.guild.threads
    before = [message.revision for message in own(thread)]
    await save(seeded, *harbour(recorded=(2,)))
    told = await updates(town)
    first, second = own(channel)[0], own(thread)[1]
    link = f"https://discord.com/channels/{town.guild.id}"
    assert told.content.splitlines() == [
        f"{channel.mention}:",
        f"- message 1 changed: {link}/{channel.id}/{first.id}",
        f"- “Talk number 2” changed: {link}/{thread.id}/{second.id}",
    ]
    assert words(second).endswith("[▶ Watch](https://youtu.be/2)")
    assert "**3 talks · 1 recording**" in words(first)
    assert [message.revision - was for message, was in zip(own(thread), before, strict=True)] == [0, 1, 0]
    assert len(own(channel)) == 1


async def test_update_without_news_changes_nothing(town: Town, seeded: Catalog, channel: Channel) -> None:
    await posted(town, seeded, channel)
    assert (await updates(town)).content == f"{channel.mention}: nothing has changed."
    assert town.discord.requests.of("PATCH", "/channels/{channel_id}/messages/{message_id}") == []


async def test_full_recap_is_edited_where_it_stands(town: Town, seeded: Catalog, channel: Channel) -> None:
    await posted(town, seeded, channel, "full")
    await save(seeded, *harbour(recorded=(3,)))
    told = await updates(town)
    (message,) = own(channel)
    assert "message 1 changed" in told.content
    assert "[▶ Watch](https://youtu.be/3)" in words(message)
    assert [file.name for file in message.files] == ["recap.png"]


async def test_talks_that_came_and_went(town: Town, seeded: Catalog, channel: Channel) -> None:
    await posted(town, seeded, channel)
    kept = [talk for talk in harbour(4) if talk.title != "Talk number 2"]
    await save(seeded, *kept, replace(harbour()[1], cancelled=True))
    told = await updates(town)
    (thread,) = town.guild.threads
    assert "- “Talk number 2” is no longer part of it" in told.content
    assert "- 1 new: Posted" in told.content
    assert titles(own(thread)) == ["Talk number 1", "Talk number 3", "Talk number 4"]
    assert (await updates(town)).content == f"{channel.mention}: nothing has changed."


async def test_talk_that_went_from_a_forum_leaves_its_post(town: Town, seeded: Catalog) -> None:
    forum = town.guild.add_channel("recaps", kind=ChannelKind.FORUM)
    await posted(town, seeded, forum)
    renamed = replace(harbour()[2], title="Talk number three")
    await save(seeded, harbour()[0], replace(harbour()[1], cancelled=True), renamed)
    await updates(town)
    shown = {thread.name: words(own(thread)[0]) for thread in town.guild.threads}
    assert shown["Talk number 2"] == "Talk number 2\nThis talk is no longer part of the recap."
    assert shown["Talk number three"].startswith("Talk number three\n")


async def test_message_that_was_deleted_is_told(town: Town, seeded: Catalog, channel: Channel) -> None:
    await posted(town, seeded, channel)
    (thread,) = town.guild.threads
    town.moderator.deletes(own(thread)[1])
    await save(seeded, *harbour(recorded=(2, 3)))
    told = await updates(town)
    assert "- “Talk number 2” was deleted here: `/recap post` posts the recap anew" in told.content
    assert "- “Talk number 3” changed" in told.content


async def test_thread_that_was_deleted_is_told(town: Town, seeded: Catalog, channel: Channel) -> None:
    await posted(town, seeded, channel)
    (thread,) = town.guild.threads
    town.discord.world.remove_channel(thread)
    await save(seeded, *harbour(recorded=(2,)))
    told = await updates(town)
    assert "message 1 changed" in told.content
    assert "“Talk number 2” was deleted here" in told.content


async def test_channel_that_was_deleted_is_forgotten(town: Town, seeded: Catalog, channel: Channel) -> None:
    await posted(town, seeded, channel)
    town.discord.world.remove_channel(channel)
    assert "was not posted yet, or its channel is gone" in (await updates(town)).content
    other = town.guild.add_channel("elsewhere")
    assert (await posts(town, other, event="harbour")).content.startswith("Posted 1 message")


async def test_posting_twice_asks_first_and_offers_to_update(town: Town, seeded: Catalog, channel: Channel) -> None:
    await posted(town, seeded, channel, "full")
    asked = await posts(town, channel, "style:compact", event="harbour")
    assert asked.content.splitlines()[0] == "This recap was posted before."
    assert f"- {channel.mention}: 1 message, <t:" in asked.content
    await save(seeded, *harbour(recorded=(1,)))
    told = await town.moderator.clicks(asked, "Update it").until(lambda one: "changed" in one.content)
    assert f"{channel.mention}:" in told.content
    assert len(own(channel)) == 1
    again = await posts(town, channel, "style:compact", event="harbour")
    await town.restart_bot()
    await town.moderator.clicks(again, "Post again").until(lambda one: "Posted" in one.content)
    assert len(own(channel)) == 2
    left = await town.moderator.clicks(await posts(town, channel, event="harbour"), "Cancel")
    assert left.content == "Nothing was posted."


async def test_recap_that_was_never_posted_cannot_be_updated(town: Town) -> None:
    told = await town.moderator.types("/recap update kubecon", town.channel)
    assert "`/recap post` posts it" in told.content


async def test_post_that_cannot_be_updated_is_told_beside_the_others(
    town: Town, seeded: Catalog, channel: Channel
) -> None:
    await posted(town, seeded, channel, "full")
    other = town.guild.add_channel("elsewhere")
    again = await posts(town, other, "style:full", event="harbour")
    await town.moderator.clicks(again, "Post again").until(lambda one: "Posted" in one.content)
    channel.deny(town.guild.everyone, Permission.EMBED_LINKS)
    await save(seeded, *harbour(recorded=(1,)))
    told = await updates(town)
    assert f"{channel.mention}: I lack the permission Embed Links in #recaps." in told.content
    assert f"{other.mention}:\n- message 1 changed" in told.content
