"""What is promised is sent, once, in order and on time, whatever Discord and the network do."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.discord_app.announcements import delivering
from bot.domain.announcements import OccurrenceState, Wording
from bot.domain.deliveries import Claimed
from bot.sandbox import ChannelKind
from bot.services.announcements import deliver_occurrences
from bot.services.catalog import Catalog
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
    texts,
    until,
)

pytestmark = pytest.mark.both_databases


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
async def town(seeded: Catalog, database_url: str, clock: MovedClock) -> AsyncIterator[Town]:
    async with a_town(database_url, clock) as town:
        await town.start_bot()
        yield town


async def test_message_goes_out_when_it_is_due(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    due_at = clock() + timedelta(seconds=0.5)
    announcement = await announced(seeded, town.channel, due_at, "Doors are **open**")
    (message,) = await arrives(town, town.channel)
    assert message.content == "Doors are **open**"
    assert 0 <= message.created_at - due_at.timestamp() < 1
    sent = await settled(seeded, announcement, OccurrenceState.SENT)
    assert (sent.message_id, sent.tries, sent.trouble) == (message.id, 1, None)


async def test_nobody_is_pinged_who_was_not_chosen(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    role = town.guild.add_role("Crew", mentionable=True)
    everyone = Wording(text="@everyone look", mention=str(role.id))
    await announced(seeded, town.channel, clock(), wording=everyone)
    (message,) = await arrives(town, town.channel)
    assert (message.pings.everyone, message.pings.role_ids) == (False, [role.id])


@pytest.mark.parametrize("status", [500, 502, 503, 520])
async def test_trouble_of_discords_own_is_tried_again(
    town: Town, seeded: Catalog, clock: MovedClock, status: int
) -> None:
    town.discord.faults.answer(*SEND, status, carried_out=True)
    announcement = await announced(seeded, town.channel, clock())
    await settled(seeded, announcement, OccurrenceState.SENT)
    assert texts(town.channel) == ["Hello"]
    assert len(town.discord.requests.of(*SENT)) == 2


async def test_lost_answer_makes_no_second_message(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    town.discord.faults.lose_answer(*SEND)
    announcement = await announced(seeded, town.channel, clock())
    sent = await settled(seeded, announcement, OccurrenceState.SENT)
    assert texts(town.channel) == ["Hello"]
    assert sent.tries == len(town.discord.requests.of(*SENT)) == 2


async def test_lost_request_is_sent_again(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    town.discord.faults.lose_request(*SEND)
    announcement = await announced(seeded, town.channel, clock())
    await settled(seeded, announcement, OccurrenceState.SENT)
    assert texts(town.channel) == ["Hello"]


@pytest.mark.parametrize("via", [True, False], ids=["a limit", "a limit without Via, as of a proxy"])
async def test_wait_that_discord_asks_for_is_kept(town: Town, seeded: Catalog, clock: MovedClock, *, via: bool) -> None:
    town.discord.faults.rate_limit(*SEND, retry_after=1.2, via=via)
    announcement = await announced(seeded, town.channel, clock())
    await settled(seeded, announcement, OccurrenceState.SENT)
    refused, sent = town.discord.requests.of(*SENT)
    assert sent.at - refused.at >= 1.2
    assert texts(town.channel) == ["Hello"]


async def test_wait_that_outlasts_the_nonce_makes_no_second_message(
    town: Town, seeded: Catalog, clock: MovedClock
) -> None:
    town.discord.faults.lose_answer(*SEND)
    waits = town.discord.faults.rate_limit(*SEND, retry_after=1)
    announcement = await announced(seeded, town.channel, clock())
    await town.discord.until(lambda: waits.met == 1, within=10)
    clock.move(minutes=10)
    await settled(seeded, announcement, OccurrenceState.SENT)
    assert texts(town.channel) == ["Hello"]


async def test_network_that_drops_delays_and_loses_nothing(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    async with town.discord.unreachable():
        announcement = await announced(seeded, town.channel, clock())
        trouble = "Discord cannot be reached"
        await until(seeded, announcement, lambda one: one.tries >= 1 and one.trouble == trouble)
    await settled(seeded, announcement, OccurrenceState.SENT)
    assert texts(town.channel) == ["Hello"]


async def test_gateway_that_goes_silent_stops_nothing(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    town.discord.faults.silence_gateway()
    announcement = await announced(seeded, town.channel, clock())
    await settled(seeded, announcement, OccurrenceState.SENT)
    town.discord.faults.refuse_gateway()
    town.discord.gateway.drop()
    following = await announced(seeded, town.channel, clock(), "And another")
    await settled(seeded, following, OccurrenceState.SENT)
    assert texts(town.channel) == ["Hello", "And another"]
    town.discord.faults.clear()


async def test_what_is_being_sent_when_the_bot_is_told_to_stop_is_sent_and_written_down(
    town: Town, seeded: Catalog, clock: MovedClock
) -> None:
    slow = town.discord.faults.delay(*SEND, 0.5)
    announcement = await announced(seeded, town.channel, clock())
    await town.discord.until(lambda: slow.met == 1)
    await town.stop_bot()
    sent = await occurrence_of(seeded, announcement)
    assert (sent.state, [sent.message_id]) == (OccurrenceState.SENT, list(town.channel.messages))


async def test_message_that_cannot_be_written_down_is_not_sent_again(
    town: Town, seeded: Catalog, clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For longer than its claim and its nonce last."""
    troubles = iter([OSError("disk full")] * 2)

    async def settle(*what: Any) -> Claimed | None:
        for trouble in troubles:
            clock.move(minutes=5)
            raise trouble
        return await deliver_occurrences.settle(*what)

    monkeypatch.setattr(delivering, "settle", settle)
    announcement = await announced(seeded, town.channel, clock())
    sent = await settled(seeded, announcement, OccurrenceState.SENT)
    assert list(town.channel.messages) == [sent.message_id]
    assert len(town.discord.requests.of(*SENT)) == 1


async def test_order_within_a_channel_is_kept_while_some_are_tried_again(
    town: Town, seeded: Catalog, clock: MovedClock
) -> None:
    town.discord.faults.answer(*SEND, 503, times=3)
    known = [f"{number}" for number in range(6)]
    now = clock()
    for number, text in enumerate(known):
        await announced(seeded, town.channel, now + timedelta(milliseconds=number), text)
    await arrives(town, town.channel, 6, within=20)
    assert texts(town.channel) == known


async def test_limit_of_a_channel_keeps_the_order_and_other_channels_going(
    town: Town, seeded: Catalog, clock: MovedClock
) -> None:
    town.discord.rate_limits.set("POST", "/channels/{channel_id}/messages", requests=3, seconds=0.6)
    other = town.guild.add_channel("other")
    known = [f"{number}" for number in range(8)]
    now = clock()
    for number, text in enumerate(known):
        await announced(seeded, town.channel, now + timedelta(milliseconds=number), text)
    await announced(seeded, other, now, "Elsewhere")
    await arrives(town, other)
    assert len(town.channel.messages) < 8
    await arrives(town, town.channel, 8)
    assert texts(town.channel) == known


async def test_clock_put_forward_sends_at_once_and_put_back_sends_nothing_twice(
    town: Town, seeded: Catalog, clock: MovedClock
) -> None:
    announcement = await announced(seeded, town.channel, clock() + timedelta(hours=2))
    later = await announced(seeded, town.channel, clock() + timedelta(hours=4), "Later")
    await until(seeded, announcement, lambda one: one.state is OccurrenceState.WAITING)
    clock.move(hours=2)
    await settled(seeded, announcement, OccurrenceState.SENT)
    clock.move(hours=-2)
    near = await announced(seeded, town.channel, clock() + timedelta(seconds=0.2), "Near")
    await settled(seeded, near, OccurrenceState.SENT)
    assert texts(town.channel) == ["Hello", "Near"]
    await until(seeded, later, lambda one: one.state is OccurrenceState.WAITING)


async def test_message_that_discord_refuses_is_missed_and_holds_up_no_other(
    town: Town, seeded: Catalog, clock: MovedClock
) -> None:
    town.discord.faults.answer(*SEND, 400)
    refused = await announced(seeded, town.channel, clock())
    following = await announced(seeded, town.channel, clock(), "And another")
    missed = await settled(seeded, refused, OccurrenceState.MISSED)
    assert missed.trouble == "Discord refuses the message: 400 400: made to fail"
    await settled(seeded, following, OccurrenceState.SENT)


async def test_message_in_an_announcement_channel_is_published(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    news = town.guild.add_channel("news", ChannelKind.ANNOUNCEMENT)
    town.discord.faults.answer("POST", "/channels/*/messages/*/crosspost", 503)
    announcement = await announced(seeded, news, clock(), publish=True)
    await settled(seeded, announcement, OccurrenceState.SENT)
    await until(seeded, announcement, lambda one: "not published" in (one.trouble or ""))
    clock.move(minutes=2)
    await until(seeded, announcement, lambda one: one.trouble is None)
    (message,) = news.messages.values()
    assert message.payload()["flags"] & 1
    assert len(town.discord.requests.of(*SENT)) == 1


async def test_what_cannot_be_published_is_sent_all_the_same(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    announcement = await announced(seeded, town.channel, clock(), publish=True)
    trouble = "sent, but not published: it is no announcement channel"
    await until(seeded, announcement, lambda one: one.trouble == trouble)
    assert texts(town.channel) == ["Hello"]
