import asyncio
from datetime import datetime, timedelta
from typing import assert_never

import discord

from bot.discord_app.announcements.delivery_counts import LATE, DeliveryCounts, place_of
from bot.discord_app.announcements.sending import TROUBLES, meaning_of, send
from bot.discord_app.announcements.sent_before import CannotLook, NotSeen, Seen, look_for, print_of
from bot.discord_app.announcements.turns import Turns
from bot.discord_app.embeds.announcements import occurrence_message
from bot.discord_app.leaving import leaving_before
from bot.discord_app.recaps.recap_delivering import RecapDelivering
from bot.discord_app.recaps.recap_posting import RecapPosting
from bot.discord_app.wiring import Wiring
from bot.domain.deliveries import Claimant, Claimed, DeliveryOutcome, Dropped, Missed, Sent, TryAgain
from bot.services.announcements.deliver_occurrences import begin_sending
from bot.services.announcements.word_occurrence import word_occurrence
from bot.services.catalog import Catalog

# Discord keeps a nonce for a few minutes: a second try begins within this, and leaves within this after that.
_NONCE_LIFE = timedelta(minutes=1)


class Courier:
    """Brings one occurrence to its channel, or finds that it is there already.

    `connections` bounds how many are at the database at once.
    """

    def __init__(
        self,
        client: discord.Client,
        catalog: Catalog,
        wiring: Wiring,
        counts: DeliveryCounts,
        connections: asyncio.Semaphore,
    ) -> None:
        self._client = client
        self._catalog = catalog
        self._clock = wiring.clock
        self._counts = counts
        self._connections = connections
        self._turns = Turns(wiring.sends_per_second)
        self._recaps = RecapDelivering(client, catalog, wiring, RecapPosting(client, catalog, wiring))

    async def deliver(self, claimed: Claimed, claimant: Claimant) -> DeliveryOutcome:
        """Never raises; what went wrong is tried again."""
        try:
            if claimed.announcement.wording.recap is not None:
                return await self._recaps.deliver(claimed, claimant)
            return await self._found(claimed) or await self._sent(claimed, claimant)
        except TROUBLES as error:
            return meaning_of(error)
        except Exception as error:  # noqa: BLE001  tried again, and missed in the end
            self._counts.note_failure("an announcement could not be sent", error, **place_of(claimed))
            return TryAgain("something went wrong on my side", doubtful=True)

    async def _found(self, claimed: Claimed) -> DeliveryOutcome | None:
        """None where it is to be sent. Within the life of its nonce Discord itself drops what it has already."""
        now = self._clock()
        too_late = Missed(claimed.occurrence.trouble or "it was too late") if now >= claimed.give_up_at else None
        began = claimed.doubtful_since
        if began is None or (too_late is None and began <= now < began + _NONCE_LIFE):
            return too_late
        match await look_for(self._client, self._catalog, claimed):
            case Seen(message_id):
                return Sent(message_id)
            case NotSeen():
                return too_late
            case CannotLook():
                return Missed("it may be in the channel already: I may not read the history there to find out")
            case unknown:
                assert_never(unknown)

    async def _sent(self, claimed: Claimed, claimant: Claimant) -> DeliveryOutcome:
        async with self._connections:
            wording = await word_occurrence(self._catalog, claimed.announcement, claimed.occurrence)
        await self._turns.take()
        now = self._clock()
        message = occurrence_message(wording, late_by=_late_by(claimed, now))
        embeds = [embed.to_dict() for embed in message.get("embeds") or ()]
        sent_as = print_of({"content": message.get("content"), "embeds": embeds})
        async with self._connections:
            begun = await begin_sending(self._catalog, claimed, claimant, sent_as, now)
        if not begun:
            return Dropped()
        with leaving_before(now + _NONCE_LIFE, self._clock):
            return await send(self._client, claimed.occurrence.channel_id, message, claimed.nonce)


def _late_by(claimed: Claimed, now: datetime) -> timedelta | None:
    late_by = now - claimed.occurrence.due_at
    return late_by if late_by >= LATE else None
