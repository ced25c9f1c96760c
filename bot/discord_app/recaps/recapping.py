"""A recap as messages: posted, gone on with where that broke off, and kept up to date where it stands."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import discord

from bot.discord_app.embeds.banner import has_banner
from bot.discord_app.embeds.limits import MESSAGE
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import prose
from bot.discord_app.embeds.recap_reports import broken_off_text, changed_text, posted_before_text, posted_text
from bot.discord_app.permissions import moderated_guild
from bot.discord_app.recaps.recap_messages import planned_parts
from bot.discord_app.recaps.recap_places import Place, RecapWishes, may_thread, place_meant, require_both_may_recap
from bot.discord_app.recaps.recap_posting import BrokenOff, Posted, RecapPosting
from bot.discord_app.recaps.recap_updating import standing_posts, update_post
from bot.discord_app.replying import defer, edit
from bot.discord_app.views.recap_views import go_on_view, posted_before_view
from bot.discord_app.wiring import Wiring
from bot.domain.catalog import Scope
from bot.domain.event_recaps import Recap
from bot.domain.recap_posts import PartKind, PostOrder, RecapPart, RecapPost
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.recaps.compose_recap import compose_recap, open_recap
from bot.services.recaps.post_recap import begin_post, parts_are_added, post_to_go_on, posts_of


class Recapping:
    """`publish` is called when messages may wait for their publishing."""

    def __init__(
        self,
        client: discord.Client,
        catalog: Catalog,
        wiring: Wiring,
        posting: RecapPosting,
        publish: Callable[[], None],
    ) -> None:
        self._client = client
        self._catalog = catalog
        self._wiring = wiring
        self._posting = posting
        self._publish = publish

    async def post(self, interaction: discord.Interaction[Any], event: str, place: Place, wishes: RecapWishes) -> None:
        scope = Scope(await moderated_guild(interaction, "recap"))
        await defer(interaction)
        recap = await compose_recap(self._catalog, event, scope)
        await self._post(interaction, recap, place, wishes, seen=0)

    async def post_here(self, interaction: discord.Interaction[Any], event_id: int, wishes: RecapWishes) -> None:
        await self.post_again(interaction, event_id, place_meant(interaction).id, wishes, 0)

    async def post_again(
        self, interaction: discord.Interaction[Any], event_id: int, channel_id: int, wishes: RecapWishes, seen: int
    ) -> None:
        """`seen` is the newest post of it that the person was told of."""
        scope, place = Scope(await moderated_guild(interaction, "recap")), place_meant(interaction, channel_id)
        await defer(interaction)
        recap = await open_recap(self._catalog, event_id, scope)
        await self._post(interaction, recap, place, wishes, seen=seen)

    async def go_on(self, interaction: discord.Interaction[Any], post_id: int) -> None:
        """The rights are asked for again, for what was missing may be missing still."""
        guild_id = await moderated_guild(interaction, "recap")
        await defer(interaction)
        post = await post_to_go_on(self._catalog, post_id, guild_id)
        recap = await open_recap(self._catalog, post.order.event_id, Scope(guild_id))
        place = place_meant(interaction, post.order.channel_id)
        order = post.order
        wishes = RecapWishes(style=order.style, mention=order.mention, publish=order.publish)
        require_both_may_recap(interaction, place, wishes, pictured=has_banner(recap))
        outcome = await self._posting.go_on(post_id)
        if outcome is None:
            raise UserError("It is being posted at this moment, or it is finished.")
        self._publish()
        await _tell(interaction, outcome)

    async def update(self, interaction: discord.Interaction[Any], event: str) -> None:
        scope = Scope(await moderated_guild(interaction, "recap"))
        await defer(interaction)
        await self._update(interaction, await compose_recap(self._catalog, event, scope))

    async def update_from_button(self, interaction: discord.Interaction[Any], event_id: int) -> None:
        scope = Scope(await moderated_guild(interaction, "recap"))
        await defer(interaction)
        await self._update(interaction, await open_recap(self._catalog, event_id, scope))

    async def _post(
        self, interaction: discord.Interaction[Any], recap: Recap, place: Place, wishes: RecapWishes, *, seen: int
    ) -> None:
        require_both_may_recap(interaction, place, wishes, pictured=has_banner(recap))
        guild_id = place.guild.id
        earlier = await standing_posts(self._client, self._catalog, await self._posts(recap, guild_id))
        order = PostOrder(
            guild_id=guild_id,
            event_id=recap.event.id,
            channel_id=place.id,
            author_id=interaction.user.id,
            style=wishes.style,
            mention=wishes.mention,
            publish=wishes.publish,
        )
        parts = await asyncio.to_thread(_parts, recap, wishes, place)
        begun = (
            earlier
            if any(post.id > seen for post in earlier)
            else await begin_post(
                self._catalog, order, parts, seen=seen, now=self._wiring.clock(), lease=self._posting.lease
            )
        )
        if isinstance(begun, RecapPost):
            outcome = await self._posting.post(begun)
            self._publish()
            await _tell(interaction, outcome)
            return
        view = posted_before_view(recap.event.id, place.id, wishes, begun)
        await edit(interaction, content=posted_before_text(begun), embeds=[], attachments=[], view=view)

    async def _update(self, interaction: discord.Interaction[Any], recap: Recap) -> None:
        guild_id = await moderated_guild(interaction, "recap")
        posts = await standing_posts(self._client, self._catalog, await self._posts(recap, guild_id))
        if not posts:
            raise UserError("This recap was not posted yet, or its channel is gone: `/recap post` posts it.")
        broken_off = [post for post in posts if post.finished_at is None]
        if broken_off:
            text = posted_before_text(broken_off)
            await edit(interaction, content=text, embeds=[], attachments=[], view=go_on_view(broken_off[-1]))
            return
        lines = [await self._update_one(interaction, recap, post) for post in posts]
        await edit(interaction, content=fitted(lines, MESSAGE).text, embeds=[], attachments=[], view=None)

    async def _update_one(self, interaction: discord.Interaction[Any], recap: Recap, post: RecapPost) -> str:
        """What keeps one post from being updated is told beside what became of the others."""
        try:
            return await self._updated(interaction, recap, post)
        except UserError as error:
            return f"<#{post.order.channel_id}>: {prose(str(error), MESSAGE // 4)}"

    async def _updated(self, interaction: discord.Interaction[Any], recap: Recap, post: RecapPost) -> str:
        order = post.order
        wishes = RecapWishes(style=order.style, mention=order.mention, publish=order.publish)
        place = place_meant(interaction, order.channel_id)
        require_both_may_recap(interaction, place, wishes, pictured=has_banner(recap))
        updated = await update_post(
            self._client, self._catalog, post, await asyncio.to_thread(_parts_again, recap, post)
        )
        now, lease = self._wiring.clock(), self._posting.lease
        if updated.new and await parts_are_added(self._catalog, post, updated.new, now, lease):
            sent = await self._posting.go_on_holding(post.id)
            updated.lines.append(f"- {len(updated.new)} new: {_outcome_text(sent)}")
        return changed_text(post, updated.lines)

    async def _posts(self, recap: Recap, guild_id: int) -> tuple[RecapPost, ...]:
        return await posts_of(self._catalog, guild_id, recap.event.id)


def _parts(recap: Recap, wishes: RecapWishes, place: Place) -> tuple[RecapPart, ...]:
    in_forum = isinstance(place, discord.ForumChannel)
    return planned_parts(recap, wishes.style, wishes.mention, in_forum=in_forum, may_thread=may_thread(place))


def _parts_again(recap: Recap, post: RecapPost) -> tuple[RecapPart, ...]:
    """As they would be planned where the post stands."""
    kinds = {part.kind for part in post.parts}
    in_forum, threaded = PartKind.POST in kinds, PartKind.INSIDE in kinds
    return planned_parts(recap, post.order.style, post.order.mention, in_forum=in_forum, may_thread=threaded)


async def _tell(interaction: discord.Interaction[Any], outcome: Posted | BrokenOff) -> None:
    """A long post may outlive the interaction; then it stands there for all to see."""
    waits = isinstance(outcome, BrokenOff) and not outcome.by_itself
    view = go_on_view(outcome.post) if waits else None
    with suppress(discord.HTTPException):
        await edit(interaction, content=_outcome_text(outcome), embeds=[], attachments=[], view=view)


def _outcome_text(outcome: Posted | BrokenOff) -> str:
    if isinstance(outcome, Posted):
        return posted_text(outcome.post)
    return broken_off_text(outcome.post, outcome.reason, by_itself=outcome.by_itself)
