"""Posting a recap that was scheduled: the occurrence is its first message, and the recap's own post does the rest."""

import asyncio

import discord

from bot.discord_app.recaps.recap_messages import planned_parts
from bot.discord_app.recaps.recap_places import may_thread
from bot.discord_app.recaps.recap_posting import BrokenOff, RecapPosting
from bot.discord_app.wiring import Wiring
from bot.domain.catalog import Scope
from bot.domain.deliveries import Claimant, Claimed, DeliveryOutcome, Dropped, Missed, Sent
from bot.domain.event_recaps import Recap, RecapStyle
from bot.domain.recap_posts import PostOrder, RecapPart, RecapPost
from bot.errors import UserError
from bot.services.announcements.deliver_occurrences import begin_sending
from bot.services.catalog import Catalog
from bot.services.recaps.compose_recap import open_recap
from bot.services.recaps.post_recap import begin_scheduled, forget_post, scheduled_post


class RecapDelivering:
    """However often an occurrence is tried, its recap is begun once; what broke off is gone on with by itself."""

    def __init__(self, client: discord.Client, catalog: Catalog, wiring: Wiring, posting: RecapPosting) -> None:
        self._client = client
        self._catalog = catalog
        self._wiring = wiring
        self._posting = posting

    async def deliver(self, claimed: Claimed, claimant: Claimant) -> DeliveryOutcome:
        """Raise what a request raises before anything was begun."""
        begun = await scheduled_post(self._catalog, claimed.occurrence.id)
        if begun is not None:
            outcome = await self._posting.go_on(begun.id)
            return Sent(_first_message(begun if outcome is None else outcome.post))
        now = self._wiring.clock()
        if now >= claimed.give_up_at:
            return Missed(claimed.occurrence.trouble or "it was too late")
        try:
            scope = Scope(claimed.announcement.guild_id)
            recap = await open_recap(self._catalog, claimed.announcement.wording.event_id or 0, scope)
        except UserError as error:
            return Missed(str(error))
        return await self._begin(claimed, claimant, recap)

    async def _begin(self, claimed: Claimed, claimant: Claimant, recap: Recap) -> DeliveryOutcome:
        style = claimed.announcement.wording.recap or RecapStyle.FULL
        parts = await asyncio.to_thread(self._parts, recap, claimed, style)
        now = self._wiring.clock()
        if not await begin_sending(self._catalog, claimed, claimant, "", now):
            return Dropped()
        order, lease = _order(claimed, style), self._posting.lease
        post = await begin_scheduled(
            self._catalog, order, parts, occurrence_id=claimed.occurrence.id, now=now, lease=lease
        )
        outcome = await self._posting.post(post)
        if isinstance(outcome, BrokenOff) and not outcome.by_itself and not outcome.post.sent:
            # Nothing is out, so there is nothing to go on with: it is missed like any other announcement.
            await forget_post(self._catalog, post.id)
            return Missed(outcome.reason)
        return Sent(_first_message(outcome.post))

    def _parts(self, recap: Recap, claimed: Claimed, style: RecapStyle) -> tuple[RecapPart, ...]:
        guild = self._client.get_guild(claimed.announcement.guild_id)
        place = None if guild is None else guild.get_channel_or_thread(claimed.occurrence.channel_id)
        mention = claimed.announcement.wording.mention
        return planned_parts(recap, style, mention, in_forum=False, may_thread=place is not None and may_thread(place))


def _order(claimed: Claimed, style: RecapStyle) -> PostOrder:
    announcement = claimed.announcement
    return PostOrder(
        guild_id=announcement.guild_id,
        event_id=announcement.wording.event_id or 0,
        channel_id=claimed.occurrence.channel_id,
        author_id=announcement.author_id,
        style=style,
        mention=announcement.wording.mention,
        publish=announcement.publish,
    )


def _first_message(post: RecapPost) -> int | None:
    return next((part.message_id for part in post.parts if part.message_id is not None), None)
