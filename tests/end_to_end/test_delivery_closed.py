"""A channel that is gone or closed pauses the announcement, and the server hears of it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.announcements import Announcement, AnnouncementState, OccurrenceState, Repeatedly, Wording
from bot.domain.recurrence import Recurrence, Unit
from bot.sandbox import Permission
from bot.services.catalog import Catalog
from bot.services.settings.change_settings import change_settings
from tests.end_to_end.conftest import Town
from tests.end_to_end.deliveries import MovedClock, a_town, announced, occurrences_of, state_of
from tests.services.plans import changed

pytestmark = pytest.mark.both_databases


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
async def town(seeded: Catalog, database_url: str, clock: MovedClock) -> AsyncIterator[Town]:
    async with a_town(database_url, clock) as town:
        await town.start_bot()
        yield town


def delete(town: Town) -> None:
    town.discord.world.remove_channel(town.channel)


def forbid_writing(town: Town) -> None:
    town.channel.deny(town.guild.bot, Permission.SEND_MESSAGES)


def hide(town: Town) -> None:
    town.channel.deny(town.guild.bot, Permission.VIEW_CHANNEL)


def remove_bot(town: Town) -> None:
    town.discord.world.remove_guild(town.guild)


async def daily(catalog: Catalog, town: Town, clock: MovedClock) -> Announcement:
    """Due in a moment, and every day after."""
    due_at = clock() + timedelta(seconds=1)
    rule = Recurrence(unit=Unit.DAY, at=time(due_at.hour, due_at.minute), starts_on=due_at.date())
    clock.move(seconds=-1 - due_at.second - due_at.microsecond / 1e6 - 0.2)
    return await announced(catalog, town.channel, due_at, schedule=Repeatedly(rule), now=clock())


@pytest.mark.parametrize(
    ("close", "because", "told"),
    [
        (delete, "the channel is gone", True),
        (forbid_writing, "I may not write in the channel, or not with embeds", True),
        (hide, "I may not see the channel, or am no longer in the server", True),
        (remove_bot, "the channel is gone", False),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
async def test_closed_channel_pauses_the_announcement_and_says_so(
    town: Town, seeded: Catalog, clock: MovedClock, close: Callable[[Town], None], because: str, *, told: bool
) -> None:
    log = town.guild.add_channel("log")
    await change_settings(seeded, town.guild.id, log_channel_id=log.id)
    close(town)
    announcement = await daily(seeded, town, clock)
    await town.discord.until(lambda: bool(log.messages) or not told)
    paused = await is_paused(seeded, announcement)
    assert paused.paused_because == because
    first, *rest = await occurrences_of(seeded, announcement)
    assert (first.state, first.trouble) == (OccurrenceState.MISSED, because)
    assert {one.state for one in rest} == {OccurrenceState.HELD}
    if told:
        (news,) = log.messages.values()
        assert "1 message was not sent" in news.text
        assert f"is paused: {because}. When that is put right, `/announce resume` goes on with it." in news.text


async def is_paused(catalog: Catalog, announcement: Announcement) -> Announcement:
    async with asyncio.timeout(5):
        while (known := await state_of(catalog, announcement)).state is not AnnouncementState.PAUSED:  # noqa: ASYNC110  nobody tells what is written down
            await asyncio.sleep(0.02)
    return known


async def test_resumed_one_goes_on_with_what_is_ahead(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    forbid_writing(town)
    paused = await is_paused(seeded, announcement := await daily(seeded, town, clock))
    town.channel.allow(town.guild.bot, Permission.SEND_MESSAGES)
    clock.move(days=2)
    resumed = await changed(
        seeded, paused, now=clock(), state=AnnouncementState.ACTIVE, paused_because=None, wording=Wording(text="Back")
    )
    assert resumed.state is AnnouncementState.ACTIVE
    waiting = [one for one in await occurrences_of(seeded, announcement) if one.state is OccurrenceState.WAITING]
    assert waiting[0].due_at > clock()
    clock.move(seconds=(waiting[0].due_at - clock()).total_seconds())
    message = await town.channel.message(lambda message: message.content == "Back")
    assert datetime.fromtimestamp(message.created_at, UTC) - waiting[0].due_at < timedelta(seconds=1)
