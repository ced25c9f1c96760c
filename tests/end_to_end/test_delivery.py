"""What is promised is sent, once, in order and on time, whatever Discord and the network do."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.announcements import OccurrenceState, Wording
from bot.services.catalog import Catalog
from tests.end_to_end.conftest import Town
from tests.end_to_end.deliveries import SEND, SENT, MovedClock, a_town, announced, arrives, settled, texts


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
