"""After an absence: what is in time goes out marked late, the rest is reported, and nothing goes out twice."""

from collections.abc import AsyncIterator
from datetime import timedelta

import discord
import pytest

from bot.discord_app.announcements.sent_before import may_read
from bot.discord_app.endpoints import use_endpoints
from bot.domain.announcements import Announcement, AnnouncementState, OccurrenceState, Wording
from bot.sandbox import Message, Permission
from bot.services.announcements.tell_missed import untold_news
from bot.services.catalog import Catalog
from bot.services.settings.change_settings import change_settings
from tests.end_to_end.catalog import button_ids, forges_click
from tests.end_to_end.conftest import Town
from tests.end_to_end.deliveries import (
    SEND,
    SENT,
    MovedClock,
    a_town,
    announced,
    arrives,
    occurrence_of,
    settled,
    state_of,
    texts,
    until,
)

pytestmark = pytest.mark.both_databases

MINUTE = timedelta(minutes=1)
READ = "GET", "/channels/{channel_id}/messages"


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
async def town(seeded: Catalog, database_url: str, clock: MovedClock) -> AsyncIterator[Town]:
    """The bot is not running yet."""
    async with a_town(database_url, clock) as town:
        yield town


async def tells_in(town: Town, catalog: Catalog) -> "list[Message]":
    """The log channel's messages, from now on."""
    log = town.guild.add_channel("log")
    await change_settings(catalog, town.guild.id, log_channel_id=log.id)
    return log.messages.values()  # type: ignore[return-value]


async def in_doubt(town: Town, catalog: Catalog, clock: MovedClock, *, arrived: bool, there: int = 0) -> Announcement:
    """A message was sent, the answer to it was lost, and then the bot was away until Discord forgot the nonce."""
    lose = town.discord.faults.lose_answer if arrived else town.discord.faults.lose_request
    lose(*SEND, times=1000)
    announcement = await announced(catalog, town.channel, clock(), "Hello **you**\n\nall")
    await town.start_bot()
    await until(catalog, announcement, lambda one: one.tries >= 1 and one.trouble is not None)
    await town.stop_bot()
    town.discord.faults.clear()
    assert len(town.channel.messages) == arrived + there
    clock.move(minutes=10)
    return announcement


async def test_after_an_hour_one_message_reports_and_what_is_in_time_goes_out_late(
    town: Town, seeded: Catalog, clock: MovedClock
) -> None:
    told = await tells_in(town, seeded)
    await town.start_bot()
    await town.stop_bot()
    clock.move(hours=1)
    too_late = [
        await announced(seeded, town.channel, clock() - minutes * MINUTE, f"{minutes} minutes ago")
        for minutes in (50, 40, 30)
    ]
    await announced(seeded, town.channel, clock() - 7 * MINUTE, "Seven minutes ago")
    await announced(seeded, town.channel, clock() - 30 * MINUTE, "With patience", grace_minutes=60)
    await town.start_bot()
    await arrives(town, town.channel, 2)
    assert texts(town.channel) == ["With patience\n-# 30 minutes late", "Seven minutes ago\n-# 7 minutes late"]
    await town.discord.until(lambda: bool(told))
    (news,) = told
    assert news.embeds[0]["title"] == "3 messages were not sent"
    assert [line for line in news.embeds[0]["description"].splitlines() if "ago" in line] == [
        f"**{place}.** № {one.id} `{one.wording.text}` · <t:{due}:f> in {town.channel.mention}"
        for place, (one, due) in enumerate(zip(too_late, dues_in(news), strict=True), start=1)
    ]
    assert "until it was too late" in news.text
    assert list(button_ids(news)) == ["Send 1 now", "Send 2 now", "Send 3 now"]


def dues_in(news: Message) -> list[str]:
    return [part.split(":")[1] for part in news.text.split("<t")[1:]]


async def test_missed_message_is_sent_with_the_button_once_and_by_moderators_alone(
    town: Town, seeded: Catalog, clock: MovedClock
) -> None:
    told = await tells_in(town, seeded)
    missed = await announced(seeded, town.channel, clock() - 20 * MINUTE)
    await town.start_bot()
    await town.discord.until(lambda: bool(told))
    (news,) = told
    assert news.embeds[0]["title"] == "1 message was not sent"
    await town.restart_bot()
    refused = await forges_click(town.maya, news, button_ids(news)["Send now"])
    assert "You need the permission **Manage Server**" in refused.content
    assert texts(town.channel) == []
    assert "On its way" in (await town.moderator.clicks(news, "Send now")).content
    assert "not missing any more" in (await town.moderator.clicks(news, "Send now")).content
    await settled(seeded, missed, OccurrenceState.SENT)
    assert texts(town.channel) == ["Hello\n-# 20 minutes late"]
    assert await untold_news(seeded) == ()


async def test_button_sends_nothing_where_the_moderator_may_not_post(
    town: Town, seeded: Catalog, clock: MovedClock
) -> None:
    told = await tells_in(town, seeded)
    await announced(seeded, town.channel, clock() - 20 * MINUTE)
    await town.start_bot()
    await town.discord.until(lambda: bool(told))
    town.channel.deny(town.guild.moderator_role(), Permission.SEND_MESSAGES)
    (news,) = told
    refused = await town.moderator.clicks(news, "Send now")
    assert refused.content.startswith("You lack the permission Send Messages")
    assert texts(town.channel) == []


async def test_button_pings_nobody_whom_the_moderator_may_not_ping(
    town: Town, seeded: Catalog, clock: MovedClock
) -> None:
    told = await tells_in(town, seeded)
    everyone = Wording(text="Hello", mention="everyone")
    await announced(seeded, town.channel, clock() - 20 * MINUTE, wording=everyone)
    await town.start_bot()
    await town.discord.until(lambda: bool(told))
    town.channel.deny(town.guild.moderator_role(), Permission.MENTION_EVERYONE)
    (news,) = told
    refused = await town.moderator.clicks(news, "Send now")
    assert "You lack the permission Mention Everyone" in refused.content
    assert texts(town.channel) == []


async def test_where_nobody_is_to_be_told_nobody_is(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    missed = await announced(seeded, town.channel, clock() - 20 * MINUTE)
    await town.start_bot()
    one = await settled(seeded, missed, OccurrenceState.MISSED)
    assert one.trouble == "I was not running, or could not reach Discord, until it was too late"
    assert (await state_of(seeded, missed)).state is AnnouncementState.FINISHED
    assert town.discord.requests.of(*SENT) == []


async def test_message_in_doubt_is_found_by_its_words(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    announcement = await in_doubt(town, seeded, clock, arrived=True)
    town.channel.messages[next(iter(town.channel.messages))].nonce = None
    await town.start_bot()
    found = await settled(seeded, announcement, OccurrenceState.SENT)
    assert list(town.channel.messages) == [found.message_id]
    assert len(town.discord.requests.of(*READ)) == 1


async def test_message_in_doubt_that_is_not_there_is_sent(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    announcement = await in_doubt(town, seeded, clock, arrived=False)
    await town.start_bot()
    await settled(seeded, announcement, OccurrenceState.SENT)
    assert texts(town.channel) == ["Hello **you**\n\nall\n-# 10 minutes late"]


async def test_message_in_doubt_is_not_missed_where_it_is_there(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    arrived = await in_doubt(town, seeded, clock, arrived=True)
    clock.move(hours=1)
    lost = await announced(seeded, town.channel, clock() - 20 * MINUTE, "Lost")
    await town.start_bot()
    await settled(seeded, arrived, OccurrenceState.SENT)
    await settled(seeded, lost, OccurrenceState.MISSED)
    assert len(town.channel.messages) == 1


async def test_same_words_of_another_message_are_not_taken_for_it(
    town: Town, seeded: Catalog, clock: MovedClock
) -> None:
    twin = await announced(seeded, town.channel, clock(), "Hello **you**\n\nall")
    await town.start_bot()
    await settled(seeded, twin, OccurrenceState.SENT)
    await town.stop_bot()
    announcement = await in_doubt(town, seeded, clock, arrived=False, there=1)
    await town.start_bot()
    await settled(seeded, announcement, OccurrenceState.SENT)
    assert len(town.channel.messages) == 2
    assert (await occurrence_of(seeded, twin)).message_id == next(iter(town.channel.messages))


async def test_message_in_doubt_is_not_sent_where_the_history_cannot_be_read(
    town: Town, seeded: Catalog, clock: MovedClock
) -> None:
    announcement = await in_doubt(town, seeded, clock, arrived=True)
    town.channel.deny(town.guild.bot, Permission.READ_MESSAGE_HISTORY)
    await town.start_bot()
    missed = await settled(seeded, announcement, OccurrenceState.MISSED)
    assert missed.trouble == "it may be in the channel already: I may not read the history there to find out"
    assert len(town.channel.messages) == 1


async def test_history_of_a_channel_that_is_not_known_is_read_only_where_it_shows_something(town: Town) -> None:
    """As of a server whose shard another process has."""
    use_endpoints(town.discord.api_url, town.discord.gateway_url)
    town.maya.says(town.channel, "Anybody here?")
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(town.discord.token)
        assert await may_read(client, town.guild.id, town.channel.id)
        town.channel.deny(town.guild.bot, Permission.READ_MESSAGE_HISTORY)
        assert not await may_read(client, town.guild.id, town.channel.id)
