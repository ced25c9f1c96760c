"""All that goes on beside the bot to get announcements out: sending, publishing, and telling what was missed."""

from typing import Any, assert_never

import discord

from bot.discord_app.announcements.delivering import Delivering
from bot.discord_app.announcements.delivery_counts import DeliveryCounts
from bot.discord_app.announcements.publishing import Publishing
from bot.discord_app.announcements.telling_missed import TellingMissed
from bot.discord_app.repeating import Repeating
from bot.discord_app.sharing import Sharing
from bot.discord_app.wiring import Wiring
from bot.domain.deliveries import ChannelClosed, Claimed, DeliveryOutcome, Dropped, Missed, Sent, TryAgain
from bot.domain.fellows import Topic
from bot.services.catalog import Catalog


class Deliveries:
    def __init__(self, client: discord.Client, catalog: Catalog, wiring: Wiring, sharing: Sharing) -> None:
        self._telling = TellingMissed(client, catalog, wiring)
        self._publishing = Publishing(client, catalog, wiring)
        self._tell = Repeating("tell what was missed", sharing.chore(self._telling.tell), wiring.news_seconds)
        publish = sharing.chore(self._publishing.publish)
        self._publish = Repeating("publish announcements", publish, wiring.news_seconds)
        sharing.wakes(Topic.NEWS, self._tell.wake)
        sharing.wakes(Topic.NEWS, self._publish.wake)
        self._delivering = Delivering(client, catalog, wiring, self._follow_up)

    @property
    def counts(self) -> DeliveryCounts:
        return self._delivering.counts

    def start(self) -> None:
        self._delivering.start()
        self._tell.start()
        self._publish.start()

    def wake(self) -> None:
        """Something was planned, or is to go out now."""
        self._delivering.wake()

    async def stop(self) -> None:
        await self._delivering.stop()
        await self._tell.stop()
        await self._publish.stop()
        await self._publishing.stop()

    async def send_missed(self, interaction: discord.Interaction[Any], occurrence_id: int) -> None:
        await self._telling.send_now(interaction, occurrence_id)
        self.wake()

    def _follow_up(self, claimed: Claimed | None, outcome: DeliveryOutcome) -> None:
        match outcome:
            case Missed() | ChannelClosed():
                self._tell.wake()
            case Sent() if claimed is not None and claimed.announcement.publish:
                self._publish.wake()
            case Sent() | TryAgain() | Dropped():
                return
            case _:
                assert_never(outcome)
