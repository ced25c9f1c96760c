"""What was drawn is sent again to whoever asks the same, and not where they would see something else."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.discord_app.wiring import Wiring
from bot.sandbox import Message
from bot.services.catalog import Catalog
from bot.store.tables import LookupRow
from tests.end_to_end.conftest import Town
from tests.end_to_end.deliveries import MovedClock

# Too long for a button's id.
LONG_SEARCH = "/talk search cni " + "pudding " * 10


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def wiring(clock: MovedClock) -> Wiring:
    return Wiring(guild_ready_timeout=0.1, clock=clock)


async def kept_at(catalog: Catalog) -> datetime:
    """What the buttons lead to."""
    async with catalog.database.reading() as session:
        return (await session.scalars(select(LookupRow.kept_at))).one()


def can_be_shared(message: Message) -> bool:
    return any(item.get("label") == "Share" for row in message.components for item in row["components"])


async def test_same_answer_has_other_buttons_elsewhere_and_is_drawn_anew_on_another_day(
    town: Town, seeded: Catalog, clock: MovedClock
) -> None:
    # With the first the index is read, with the second it is kept.
    for _ in range(2):
        assert can_be_shared(await town.maya.types(LONG_SEARCH, town.channel))
    assert not can_be_shared(await town.maya.types(LONG_SEARCH, town.maya.dm))
    before = await kept_at(seeded)
    clock.move(days=1)
    assert can_be_shared(await town.maya.types(LONG_SEARCH, town.channel))
    assert await kept_at(seeded) >= before + timedelta(days=1)
