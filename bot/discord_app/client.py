from functools import partial
from typing import Any

import discord
from discord import app_commands
from yarl import URL

from bot.discord_app.announcements.announcing import Announcing
from bot.discord_app.announcements.deliveries import Deliveries
from bot.discord_app.announcements.minding import Minding
from bot.discord_app.answering import Answering, answered_at_discord
from bot.discord_app.brief_answers import briefly
from bot.discord_app.catalog.correcting import Correcting
from bot.discord_app.catalog.exporting import Exporting
from bot.discord_app.catalog.following import Following
from bot.discord_app.catalog.importing import Importing
from bot.discord_app.commands.announcements import AnnouncementCommands
from bot.discord_app.commands.catalog import CatalogCommands
from bot.discord_app.commands.completions import Choices
from bot.discord_app.commands.events import EventCommands
from bot.discord_app.commands.privacy import PrivacyCommands
from bot.discord_app.commands.recaps import RecapCommands
from bot.discord_app.commands.settings import SettingsCommands
from bot.discord_app.commands.speakers import SpeakerCommands
from bot.discord_app.commands.talks import TalkCommands, find_talks_about_this
from bot.discord_app.confiding import Confiding
from bot.discord_app.configuring import Configuring
from bot.discord_app.conversation.conversing import Conversing
from bot.discord_app.drawings import Drawings
from bot.discord_app.endpoints import gateway_to_use
from bot.discord_app.errors import report
from bot.discord_app.grants import Grants
from bot.discord_app.handling import handling
from bot.discord_app.jobs import catalog_jobs
from bot.discord_app.rationing import Rationing
from bot.discord_app.recaps.recaps import Recaps
from bot.discord_app.replying import Deferral
from bot.discord_app.requests import Requests
from bot.discord_app.responder import Responder
from bot.discord_app.rest_trace import rest_trace
from bot.discord_app.sharing import Sharing
from bot.discord_app.sync import sync_if_changed
from bot.discord_app.views.announcement_modal import submitted_announcement
from bot.discord_app.views.buttons import LASTING_ITEMS
from bot.discord_app.views.recap_modal import submitted_recap
from bot.discord_app.views.reporting import reported
from bot.discord_app.views.talk_modal import submitted_talk
from bot.discord_app.wiring import Wiring
from bot.domain.fellows import Shards, Topic
from bot.errors import UserError
from bot.measures import GatewayEvent
from bot.services.catalog import Catalog

# The bot never speaks, so a missing voice library is nothing to warn of.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False

_SECONDS_TO_FINISH = 10.0
# 25 choices take some 20 KB.
_MOST_CHOICES_KEPT = 1_000
_GROUPS = (
    TalkCommands,
    SpeakerCommands,
    EventCommands,
    CatalogCommands,
    RecapCommands,
    AnnouncementCommands,
    SettingsCommands,
    PrivacyCommands,
)


class _Tree(app_commands.CommandTree["TalkbotClient"]):
    async def _call(self, interaction: "discord.Interaction[TalkbotClient]") -> None:
        """discord.py has no hook of its own around all of a command, with what becomes of its errors."""
        with handling(interaction):
            async with Deferral(interaction):
                try:
                    async with self.client.rationing.turn(interaction):
                        await self._carry_out(interaction)
                except app_commands.AppCommandError as error:
                    await self.on_error(interaction, error)
                except UserError as error:
                    await report(interaction, error)

    async def _carry_out(self, interaction: "discord.Interaction[TalkbotClient]") -> None:
        if interaction.type is discord.InteractionType.autocomplete:
            with briefly():
                await super()._call(interaction)
        else:
            await super()._call(interaction)

    async def on_error(
        self, interaction: "discord.Interaction[TalkbotClient]", error: app_commands.AppCommandError, /
    ) -> None:
        await report(interaction, error)


class TalkbotClient(discord.AutoShardedClient):
    """Asks for no privileged intent: what is put to the bot in messages carries its text without one."""

    def __init__(self, catalog: Catalog, wiring: Wiring | None = None) -> None:
        wiring = wiring or Wiring()
        self.requests = Requests(wiring.measures, wiring.clock)
        super().__init__(
            **_sharding(wiring.shards),
            http_trace=rest_trace(wiring.measures, self.requests.responded),
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=wiring.guild_ready_timeout,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self._launching: set[int] = set()
        # What Discord tells goes through here first; discord.py has no hook of its own for that.
        parsers = self._connection.parsers
        self._answering = Answering(parsers["INTERACTION_CREATE"], partial(answered_at_discord, self.http))
        parsers["INTERACTION_CREATE"] = self._answering.tell
        self._sharing = Sharing(catalog, self._answering)
        self._measures = wiring.measures
        self._gateway = wiring.gateway
        self._gateway.use(self)
        self.rationing = Rationing(wiring)
        self.catalog = catalog
        self.choices: Drawings[Choices] = Drawings(catalog, _MOST_CHOICES_KEPT)
        self.responder = Responder(catalog, wiring.clock, self.requests)
        self.conversing = Conversing(catalog, self.responder, self.requests, wiring, self.rationing)
        self.importing = Importing(catalog, wiring)
        self.correcting = Correcting(catalog, wiring)
        self.following = Following(catalog, wiring)
        self.exporting = Exporting(catalog, wiring)
        self.configuring = Configuring(catalog, wiring)
        self.confiding = Confiding(catalog)
        self.deliveries = Deliveries(self, catalog, wiring, self._sharing)
        self.announcing = Announcing(catalog, wiring, self.deliveries.wake)
        self.minding = Minding(catalog, wiring, self.deliveries.wake)
        recaps = Recaps(self, catalog, wiring, self._sharing)
        self._sharing.wakes(Topic.OCCURRENCES, self.deliveries.wake)
        self.recapping, self.recap_editing = recaps.recapping, recaps.editing
        self.recap_previewing = recaps.previewing
        self.repeated = (*catalog_jobs(self, catalog, wiring, self._sharing), *recaps.jobs)
        self.tree = _Tree(self)
        self.grants = Grants(self.tree)
        for group in _GROUPS:
            self.tree.add_command(group())
        self.tree.add_command(find_talks_about_this)

    async def launch_shard(self, gateway: URL, shard_id: int, *, initial: bool = False) -> None:
        """Raise ConnectionError on the second failure: discord.py would try every five seconds for ever.

        It tries again by calling this method from within itself.
        """
        if shard_id in self._launching:
            raise ConnectionError(f"the gateway {gateway_to_use(gateway)} cannot be reached")
        self._launching.add(shard_id)
        self._answering.shard_count = self.shard_count or 1
        try:
            await super().launch_shard(gateway_to_use(gateway), shard_id, initial=initial)
        finally:
            self._launching.discard(shard_id)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(*LASTING_ITEMS)
        if self.application_id is not None:
            await sync_if_changed(self.tree, self.catalog, self.application_id)
        self._sharing.start()
        for job in self.repeated:
            job.start()
        self.deliveries.start()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Forms come here rather than to the object that opened them, which may be of a process before this one."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self._take_form(interaction)

    @reported
    async def _take_form(self, interaction: discord.Interaction[Any]) -> None:
        submitted = submitted_talk(interaction)
        if submitted is not None:
            await self.correcting.take(interaction, submitted)
        written = submitted_announcement(interaction)
        if written is not None:
            await self.announcing.take(interaction, written)
        recap = submitted_recap(interaction)
        if recap is not None:
            await self.recap_editing.take(interaction, recap)

    async def on_shard_connect(self, shard_id: int) -> None:
        self._sharing.join(shard_id)
        self._gateway.connected(shard_id)
        self._measures.gateway(shard_id, GatewayEvent.CONNECTED)

    async def on_shard_resumed(self, shard_id: int) -> None:
        self._gateway.connected(shard_id)
        self._measures.gateway(shard_id, GatewayEvent.RESUMED)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        self._gateway.lost(shard_id)
        self._measures.gateway(shard_id, GatewayEvent.LOST)

    async def on_message(self, message: discord.Message) -> None:
        if self.user is not None:
            await self.conversing.hear(message, self.user.id)

    async def close(self) -> None:
        """What was asked is answered first; Discord tells nothing more meanwhile."""
        await self._sharing.hand_over()
        for shard in self.shards.values():
            await shard.disconnect()
        await self.deliveries.stop()
        for job in self.repeated:
            await job.stop()
        await self.requests.finish(_SECONDS_TO_FINISH)
        await self.conversing.finish()
        await self._sharing.stop()
        await super().close()


def _sharding(shards: Shards | None) -> dict[str, Any]:
    """Discord itself says how many there are to be where the operator does not."""
    return {} if shards is None else {"shard_count": shards.count, "shard_ids": list(shards.ids)}
