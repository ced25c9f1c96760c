"""A recap that is scheduled goes out by itself, once, and what broke off is gone on with."""

from datetime import datetime, timedelta

import pytest

from bot.discord_app.wiring import Wiring
from bot.domain.announcements import Announcement, OccurrenceState, Wording
from bot.domain.catalog import SHARED
from bot.domain.event_recaps import RecapStyle
from bot.sandbox import Channel, Permission
from bot.services.catalog import Catalog
from bot.services.recaps.compose_recap import compose_recap
from tests.end_to_end.announcements import NOW, MovedClock, facts, scheduled, title
from tests.end_to_end.catalog import button_ids
from tests.end_to_end.conftest import Town
from tests.end_to_end.deliveries import announced, settled
from tests.end_to_end.recaps import own, titles

HEADLINE = "KubeCon + CloudNativeCon North America 2022: the recap"
AT = datetime.fromisoformat("2026-12-01T09:00:00+00:00")
ONCE = "/announce once when:2026-12-01 09:00 channel:#recaps event:kubecon recap:threads"


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def wiring(clock: MovedClock) -> Wiring:
    return Wiring(guild_ready_timeout=0.1, clock=clock, poll_seconds=0.05, news_seconds=0.1, lease_seconds=0.6)


@pytest.fixture
def channel(town: Town) -> Channel:
    return town.guild.add_channel("recaps")


def sent(town: Town, channel: Channel) -> list[str]:
    return titles([message for place in (channel, *town.guild.threads) for message in own(place)])


async def test_recap_is_scheduled_from_its_preview(town: Town, clock: MovedClock) -> None:
    shown = await town.moderator.types("/recap preview event:kubecon style:compact", town.channel)
    form = await town.moderator.clicks(shown, "Schedule").modal()
    assert [field.label for field in form.fields] == ["When", "Ping", "Grace"]
    preview = await town.moderator.submits(form, {"When": "2026-12-01 09:00"})
    assert title(preview) == "Preview: not scheduled yet"
    assert facts(preview)["Where"] == town.channel.mention
    assert preview.content == "The recap of this event goes out, in the style compact. `/recap preview` shows it."
    assert preview.files == []
    assert list(button_ids(preview)) == ["Schedule", "Edit", "Cancel"]
    done = await town.moderator.clicks(preview, "Schedule")
    assert done.content.startswith("**Scheduled.**")
    assert own(town.channel) == []
    clock.now = AT
    message = await town.channel.message(lambda one: not one.ephemeral and bool(one.embeds))
    assert titles([message]) == [HEADLINE]


async def test_recap_in_threads_goes_out_once_and_on_time(town: Town, channel: Channel, clock: MovedClock) -> None:
    role = town.guild.add_role("Readers", mentionable=True)
    await scheduled(town.moderator, town.channel, f"{ONCE} mention:Readers")
    clock.now = AT
    await town.discord.until(lambda: len(sent(town, channel)) == 10)
    await town.restart_bot()
    (first,) = own(channel)
    assert first.pings.role_ids == [role.id]
    assert len(sent(town, channel)) == 10
    update = await town.moderator.types("/recap update kubecon", town.channel).until(lambda one: bool(one.content))
    assert update.content == f"{channel.mention}: nothing has changed."


async def test_recap_is_one_of_an_event_and_has_its_own_words(town: Town, channel: Channel) -> None:
    for line in (f"{ONCE} message:Hello", ONCE.replace("event:kubecon ", ""), f"{ONCE} talk:cni boundaries"):
        returned = await town.moderator.types(line, town.channel)
        assert "A recap is one of an event, in words of its own" in returned.content


async def test_what_a_recap_needs_is_said_before_it_is_scheduled(town: Town, channel: Channel) -> None:
    channel.deny(town.guild.everyone, Permission.CREATE_PUBLIC_THREADS)
    returned = await town.moderator.types(ONCE, town.channel)
    assert "I lack the permission Create Public Threads in #recaps." in returned.content


async def due(seeded: Catalog, channel: Channel) -> Announcement:
    event = (await compose_recap(seeded, "kubecon", SHARED)).event
    wording = Wording(event_id=event.id, recap=RecapStyle.THREADS)
    return await announced(seeded, channel, NOW - timedelta(seconds=1), wording=wording)


async def test_scheduled_recap_that_breaks_off_is_gone_on_with(town: Town, seeded: Catalog, channel: Channel) -> None:
    fault = town.discord.faults.answer("POST", "/channels/*/messages", 503, times=9, carried_out=True)
    announcement = await due(seeded, channel)
    await settled(seeded, announcement, OccurrenceState.SENT)
    await town.discord.until(lambda: len(sent(town, channel)) == 10, within=30)
    assert fault.met == 9
    assert len(set(sent(town, channel))) == 10


async def test_scheduled_recap_of_a_channel_that_is_closed_is_missed(
    town: Town, seeded: Catalog, channel: Channel
) -> None:
    town.discord.faults.answer("POST", f"/channels/{channel.id}/messages", 400)
    announcement = await due(seeded, channel)
    missed = await settled(seeded, announcement, OccurrenceState.MISSED)
    assert "Discord refuses the message" in (missed.trouble or "")
    assert sent(town, channel) == []


async def test_scheduled_recap_of_an_event_that_is_gone_is_missed(
    town: Town, seeded: Catalog, channel: Channel
) -> None:
    wording = Wording(event_id=99_999, recap=RecapStyle.FULL)
    announcement = await announced(seeded, channel, NOW - timedelta(seconds=1), wording=wording)
    missed = await settled(seeded, announcement, OccurrenceState.MISSED)
    assert missed.trouble == "That event is no longer in the catalog."


async def test_scheduled_recap_that_is_too_late_is_missed(town: Town, seeded: Catalog, channel: Channel) -> None:
    event = (await compose_recap(seeded, "kubecon", SHARED)).event
    wording = Wording(event_id=event.id, recap=RecapStyle.FULL)
    announcement = await announced(seeded, channel, NOW - timedelta(hours=1), wording=wording)
    await settled(seeded, announcement, OccurrenceState.MISSED)
    assert sent(town, channel) == []
