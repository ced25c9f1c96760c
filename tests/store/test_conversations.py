"""What an answer was about is found by its message, for a while, and by the channel in direct messages."""

from datetime import timedelta
from typing import Any

from bot.services.catalog import Catalog
from bot.store import conversations
from tests.make import NOW

A_LONG_ID = 2**62
CNI, DNS = ["talks", "cni \x00\ud800", {}], ["count", "dns", {"s": ["Ada"]}]


async def kept(
    catalog: Catalog, message_id: int, plan: list[Any] | None, channel_id: int | None = None, minutes: int = 0
) -> None:
    async with catalog.database.transaction() as session:
        await conversations.keep(
            session,
            message_id,
            asked_id=message_id - 1,
            channel_id=channel_id,
            plan=plan,
            answered_at=NOW + timedelta(minutes=minutes),
        )


async def test_plan_is_found_by_the_message_that_shows_the_answer_until_it_is_too_old(catalog: Catalog) -> None:
    await kept(catalog, A_LONG_ID, CNI)
    async with catalog.database.reading() as session:
        assert await conversations.plan_of(session, A_LONG_ID, NOW) == CNI
        assert await conversations.plan_of(session, A_LONG_ID, NOW + timedelta(seconds=1)) is None
        assert await conversations.plan_of(session, A_LONG_ID - 1, NOW) is None


async def test_answered_question_is_known_by_its_message(catalog: Catalog) -> None:
    await kept(catalog, A_LONG_ID, None)
    async with catalog.database.reading() as session:
        assert await conversations.is_answered(session, A_LONG_ID - 1)
        assert not await conversations.is_answered(session, A_LONG_ID)


async def test_message_that_shows_another_answer_has_its_plan_and_still_answers_the_same_question(
    catalog: Catalog,
) -> None:
    await kept(catalog, 10, CNI)
    async with catalog.database.transaction() as session:
        await conversations.keep(session, 10, asked_id=None, channel_id=None, plan=DNS, answered_at=NOW)
    async with catalog.database.reading() as session:
        assert await conversations.plan_of(session, 10, NOW) == DNS
        assert await conversations.is_answered(session, 9)


async def test_newest_plan_of_a_channel_passes_over_answers_about_nothing(catalog: Catalog) -> None:
    await kept(catalog, 10, CNI, channel_id=7)
    await kept(catalog, 20, DNS, channel_id=7, minutes=1)
    await kept(catalog, 30, None, channel_id=7, minutes=2)
    await kept(catalog, 40, CNI, channel_id=8, minutes=3)
    async with catalog.database.reading() as session:
        assert await conversations.newest_plan(session, 7, NOW) == DNS
        assert await conversations.newest_plan(session, 7, NOW + timedelta(minutes=2)) is None


async def test_old_answers_are_dropped(catalog: Catalog) -> None:
    await kept(catalog, 10, CNI)
    await kept(catalog, 20, DNS, minutes=1)
    async with catalog.database.transaction() as session:
        await conversations.drop_older(session, NOW + timedelta(minutes=1))
    async with catalog.database.reading() as session:
        assert not await conversations.is_answered(session, 9)
        assert await conversations.is_answered(session, 19)
