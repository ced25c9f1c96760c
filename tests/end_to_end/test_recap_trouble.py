"""A recap's post that meets trouble: tried again, gone on with, and every part there once."""

import asyncio

import pytest

from bot.discord_app.wiring import Wiring
from bot.sandbox import Channel, ChannelKind, Permission
from bot.services.catalog import Catalog
from tests import make
from tests.end_to_end.conftest import Town
from tests.end_to_end.recaps import own, posts, titles

HEADLINE = "Harbour Conf 2026: the recap"
THREADS = [HEADLINE, "Talk number 1", "Talk number 2"]


@pytest.fixture
def wiring() -> Wiring:
    return Wiring(guild_ready_timeout=0.1, news_seconds=0.1)


@pytest.fixture
async def channel(town: Town, seeded: Catalog) -> Channel:
    talks = [make.talk(f"Talk number {number}", abstract="It tells of tides and ships.") for number in (1, 2)]
    await make.saved(seeded, *talks, of=make.event("Harbour Conf 2026"))
    return town.guild.add_channel("recaps")


def there(town: Town, channel: Channel) -> list[str]:
    return titles([message for place in (channel, *town.guild.threads) for message in own(place)])


@pytest.mark.parametrize("status", [500, 503])
async def test_answer_that_is_an_error_though_it_was_done_makes_no_second_message(
    town: Town, channel: Channel, status: int
) -> None:
    town.discord.faults.answer("POST", "/channels/*/messages", status, times=2, carried_out=True)
    await posts(town, channel, "style:threads", event="harbour")
    assert there(town, channel) == THREADS


@pytest.mark.parametrize("status", [500, 503])
async def test_forum_post_that_was_made_but_answered_with_an_error_is_not_made_again(
    town: Town, channel: Channel, status: int
) -> None:
    forum = town.guild.add_channel("forum", kind=ChannelKind.FORUM)
    town.discord.faults.answer("POST", "/channels/*/threads", status, times=2, carried_out=True)
    told = await posts(town, forum, "style:threads", event="harbour")
    assert told.content.startswith("Posted 3 messages")
    assert [thread.name for thread in town.guild.threads] == THREADS[::-1]


async def test_forum_post_that_was_made_and_closed_meanwhile_is_not_made_again(town: Town, channel: Channel) -> None:
    forum = town.guild.add_channel("forum", kind=ChannelKind.FORUM)
    town.discord.faults.answer("POST", "/channels/*/threads", 503, times=1, carried_out=True)
    reply = town.moderator.types(f"/recap post harbour channel:{forum.mention} style:threads", town.channel)
    await town.discord.until(lambda: len(town.guild.threads) == 1)
    (first,) = town.guild.threads
    assert first.thread is not None
    first.thread.archived = True
    told = await reply.until(lambda message: bool(message.content), within=20)
    assert told.content.startswith("Posted 3 messages")
    assert [thread.name for thread in town.guild.threads] == THREADS[::-1]


async def test_lost_answers_make_no_second_message_and_no_second_thread(town: Town, channel: Channel) -> None:
    town.discord.faults.lose_answer("POST", "/channels/*", times=3)
    await posts(town, channel, "style:threads", event="harbour")
    assert there(town, channel) == THREADS
    assert len(town.guild.threads) == 1


async def test_rate_limit_is_waited_out(town: Town, channel: Channel) -> None:
    town.discord.faults.rate_limit("POST", "/channels/*", retry_after=0.05, times=4)
    await posts(town, channel, "style:threads", event="harbour")
    assert there(town, channel) == THREADS


async def test_long_trouble_is_gone_on_with_by_itself(town: Town, channel: Channel) -> None:
    fault = town.discord.faults.answer("POST", "/channels/*/messages", 503, times=9)
    told = await posts(town, channel, "style:threads", event="harbour")
    assert "I go on by myself as soon as it works; nothing is sent twice." in told.content
    await town.discord.until(lambda: there(town, channel) == THREADS, within=30)
    assert fault.met == 9


async def test_refusal_waits_for_a_moderator_who_goes_on(town: Town, channel: Channel) -> None:
    town.discord.faults.answer("POST", f"/channels/{channel.id}/messages/*/threads", 400, times=1)
    told = await posts(town, channel, "style:threads", event="harbour")
    assert f"1 of 3 messages are out in {channel.mention}. Then it broke off: Discord refuses" in told.content
    await town.restart_bot()
    asked = await posts(town, channel, event="harbour")
    assert "1 of 3 messages" in asked.content
    assert "not finished: Discord refuses" in asked.content
    channel.deny(town.guild.everyone, Permission.SEND_MESSAGES_IN_THREADS)
    refused = await town.moderator.clicks(told, "Go on").followup(1)
    assert "I lack the permission Send Messages in Threads" in refused.content
    channel.allow(town.guild.everyone, Permission.SEND_MESSAGES_IN_THREADS)
    done = await town.moderator.clicks(told, "Go on").until(lambda one: "Posted" in one.content)
    assert done.content.startswith("Posted 3 messages")
    assert there(town, channel) == THREADS


async def test_what_may_be_out_already_is_not_sent_again_unseen(town: Town, channel: Channel) -> None:
    channel.deny(town.guild.bot, Permission.READ_MESSAGE_HISTORY)
    refused = await posts(town, channel, event="harbour")
    assert "I lack the permission Read Message History in #recaps." in refused.content
    channel.allow(town.guild.bot, Permission.READ_MESSAGE_HISTORY)
    town.discord.faults.delay("POST", "/channels/*/messages", 0.3, times=1)
    town.discord.faults.answer("POST", "/channels/*/messages", 503, times=1, carried_out=True)
    reply = town.moderator.types(f"/recap post harbour channel:{channel.mention} style:threads", town.channel)
    await town.discord.until(lambda: len(own(channel)) == 1)
    channel.deny(town.guild.bot, Permission.READ_MESSAGE_HISTORY)
    told = await reply.until(lambda message: bool(message.content), within=20)
    assert "Then it broke off: I may not read the history there" in told.content
    channel.allow(town.guild.bot, Permission.READ_MESSAGE_HISTORY)
    await town.moderator.clicks(told, "Go on").until(lambda one: "Posted" in one.content)
    assert there(town, channel) == THREADS


async def test_channel_that_is_deleted_midway_ends_the_post(town: Town, channel: Channel) -> None:
    town.discord.faults.delay("POST", "/channels/*/messages", 0.3, times=1)
    reply = town.moderator.types(f"/recap post harbour channel:{channel.mention} style:threads", town.channel)
    await town.discord.until(lambda: len(own(channel)) == 1)
    town.discord.world.remove_channel(channel)
    told = await reply.until(lambda message: bool(message.content), within=20)
    assert "Then it broke off: the channel is gone" in told.content


async def test_two_moderators_at_once_make_one_post(town: Town, channel: Channel) -> None:
    other = town.guild.add_moderator("Ana")
    command = f"/recap post harbour channel:{channel.mention} style:threads"
    replies = [one.types(command, town.channel) for one in (town.moderator, other)]
    told = await asyncio.gather(*(reply.until(lambda message: bool(message.content), within=20) for reply in replies))
    assert sorted(message.content.split()[0] for message in told) == ["Posted", "This"]
    assert there(town, channel) == THREADS


async def test_two_who_post_again_at_once_make_one_more(town: Town, channel: Channel) -> None:
    await posts(town, channel, event="harbour")
    other = town.guild.add_moderator("Ana")
    asked = [
        await one.types(f"/recap post harbour channel:{channel.mention}", town.channel)
        for one in (town.moderator, other)
    ]
    clicks = [one.clicks(message, "Post again") for one, message in zip((town.moderator, other), asked, strict=True)]
    told = await asyncio.gather(
        *(click.until(lambda one: "Posted" in one.content or one.content.count("\n- ") == 2) for click in clicks)
    )
    assert sorted(message.content.split()[0] for message in told) == ["Posted", "This"]
    assert len(own(channel)) == 2


async def test_publishing_is_tried_again_and_a_refusal_is_not(town: Town, channel: Channel) -> None:
    news = town.guild.add_channel("news", kind=ChannelKind.ANNOUNCEMENT)
    crosspost = "POST", "/channels/*/crosspost"
    town.discord.faults.answer(*crosspost, 503, times=2)
    await posts(town, news, "publish:true", event="harbour")
    await news.message(lambda message: bool(message.flags & 1))
    town.discord.faults.answer(*crosspost, 400, times=1)
    asked = await posts(town, news, "publish:true", event="harbour")
    await town.moderator.clicks(asked, "Post again").until(lambda one: "Posted" in one.content)
    template = "/channels/{channel_id}/messages/{message_id}/crosspost"
    await town.discord.until(lambda: len(town.discord.requests.of("POST", template)) >= 4)
    await town.restart_bot()
    assert [request.status for request in town.discord.requests.of("POST", template)] == [503, 503, 200, 400]
