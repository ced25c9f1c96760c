"""What tests of deliveries share: a clock that they move, announcements that are due, and what came of them."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.discord_app.wiring import Wiring
from bot.domain.announcements import Announcement, AnnouncementState, Occurrence, OccurrenceState, Once, Wording
from bot.sandbox import Channel, Message, Sandbox
from bot.services.announcements.plan_occurrences import replan
from bot.services.catalog import Catalog
from bot.store import announcements, occurrences
from bot.store.database import Database
from tests.end_to_end.conftest import Town
from tests.end_to_end.openapi import complaints

SEND = "POST", "/channels/*/messages"
SENT = "POST", "/channels/{channel_id}/messages"


class MovedClock:
    """Runs as clocks do, and is put forward or back; the bot and its Discord both look at it."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def seconds(self) -> float:
        return time.time() + self._ahead.total_seconds()

    def move(self, **by: float) -> None:
        self._ahead += timedelta(**by)


def quick_wiring(clock: MovedClock, **parts: Any) -> Wiring:
    known = {"poll_seconds": 0.05, "lease_seconds": 0.6, "news_seconds": 0.1, "sends_per_second": 1000.0}
    return Wiring(guild_ready_timeout=0.1, clock=clock, **known | parts)


@asynccontextmanager
async def a_town(database_url: str, clock: MovedClock, **parts: Any) -> AsyncIterator[Town]:
    """The bot is not started yet."""
    async with Sandbox(clock=clock.seconds) as discord:
        town = Town(discord, lambda: Database(database_url), quick_wiring(clock, **parts))
        yield town
        await town.stop_bot()
        assert complaints(discord.requests) == []


async def announced(
    catalog: Catalog, channel: Channel, at: datetime, text: str = "Hello", *, now: datetime | None = None, **parts: Any
) -> Announcement:
    """Once, at a moment that may be past already: it was planned before that."""
    assert channel.guild is not None
    given: dict[str, Any] = {
        "schedule": Once(at),
        "wording": Wording(text=text),
        "time_zone": "UTC",
        "author_id": 1,
    } | parts
    new = Announcement(
        id=0,
        guild_id=channel.guild.id,
        channel_id=channel.id,
        state=AnnouncementState.ACTIVE,
        created_at=at - timedelta(days=1),
        **given,
    )
    async with catalog.database.transaction() as session:
        added = await announcements.add(session, new)
        return await replan(session, added, now or at - timedelta(days=1))


async def occurrences_of(catalog: Catalog, announcement: Announcement) -> tuple[Occurrence, ...]:
    async with catalog.database.reading() as session:
        return await occurrences.of_announcement(session, announcement.id)


async def occurrence_of(catalog: Catalog, announcement: Announcement) -> Occurrence:
    (only,) = await occurrences_of(catalog, announcement)
    return only


async def state_of(catalog: Catalog, announcement: Announcement) -> Announcement:
    async with catalog.database.reading() as session:
        found = await announcements.by_id(session, announcement.id, announcement.guild_id)
    assert found is not None
    return found


async def until(catalog: Catalog, announcement: Announcement, condition: Callable[[Occurrence], bool]) -> Occurrence:
    """What is written down has no sign in Discord, so it is asked for again and again."""
    async with asyncio.timeout(10):
        while not condition(one := await occurrence_of(catalog, announcement)):  # noqa: ASYNC110  as said above
            await asyncio.sleep(0.02)
    return one


async def settled(catalog: Catalog, announcement: Announcement, state: OccurrenceState) -> Occurrence:
    return await until(catalog, announcement, lambda one: one.state is state)


def texts(channel: Channel) -> list[str]:
    return [message.content for message in channel.messages.values()]


async def arrives(town: Town, channel: Channel, count: int = 1, within: float = 5) -> list[Message]:
    await town.discord.until(lambda: len(channel.messages) >= count, within=within)
    return list(channel.messages.values())
