import discord
from discord import app_commands

from bot.discord_app.commands.events import EventCommands
from bot.discord_app.commands.speakers import SpeakerCommands
from bot.discord_app.commands.talks import TalkCommands
from bot.discord_app.errors import report
from bot.discord_app.responder import Responder
from bot.discord_app.sync import sync_if_changed
from bot.discord_app.views.buttons import LASTING_ITEMS
from bot.services.catalog import Catalog

# The bot never speaks, so a missing voice library is nothing to warn of.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False


class _Tree(app_commands.CommandTree["TalkbotClient"]):
    async def on_error(
        self, interaction: "discord.Interaction[TalkbotClient]", error: app_commands.AppCommandError, /
    ) -> None:
        await report(interaction, error)


class TalkbotClient(discord.AutoShardedClient):
    """Asks for no privileged intent: commands, buttons and menus need none."""

    def __init__(self, catalog: Catalog, *, guild_ready_timeout: float = 2.0) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=guild_ready_timeout,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.catalog = catalog
        self.responder = Responder(catalog)
        self.tree = _Tree(self)
        for group in (TalkCommands(), SpeakerCommands(), EventCommands()):
            self.tree.add_command(group)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(*LASTING_ITEMS)
        if self.application_id is not None:
            await sync_if_changed(self.tree, self.catalog, self.application_id)
