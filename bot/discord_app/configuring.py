"""A server's settings: shown, set, and set back."""

from typing import Any

import discord

from bot.discord_app.embeds.settings import settings_embed
from bot.discord_app.permissions import lacking, moderated_guild, require_both_may_post
from bot.discord_app.replying import reply
from bot.discord_app.wiring import Wiring
from bot.domain.server_settings import ServerSettings
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.settings.change_settings import Setting, change_settings, reset_setting
from bot.services.settings.choose_zone import time_zone_meant, zone_in_words
from bot.services.settings.show_settings import settings_of


class Configuring:
    def __init__(self, catalog: Catalog, wiring: Wiring) -> None:
        self._catalog = catalog
        self._wiring = wiring

    async def show(self, interaction: discord.Interaction[Any]) -> None:
        settings = await settings_of(self._catalog, await moderated_guild(interaction, "settings"))
        await self._show(interaction, settings)

    async def change(
        self, interaction: discord.Interaction[Any], time_zone: str | None, log_channel: discord.TextChannel | None
    ) -> None:
        guild_id = await moderated_guild(interaction, "settings")
        if time_zone is None and log_channel is None:
            raise UserError("Nothing was named to set: use the option `timezone` or `log_channel`.")
        if log_channel is not None:
            require_both_may_post(interaction, log_channel)
        settings = await change_settings(
            self._catalog,
            guild_id,
            time_zone=None if time_zone is None else time_zone_meant(time_zone, self._wiring.clock()),
            log_channel_id=None if log_channel is None else log_channel.id,
        )
        await self._show(interaction, settings, content="Saved.")

    async def reset(self, interaction: discord.Interaction[Any], setting: Setting) -> None:
        settings = await reset_setting(self._catalog, await moderated_guild(interaction, "settings"), setting)
        await self._show(interaction, settings, content="Set back.")

    async def _show(
        self, interaction: discord.Interaction[Any], settings: ServerSettings, content: str | None = None
    ) -> None:
        zone = zone_in_words(settings.time_zone, self._wiring.clock())
        embed = settings_embed(settings, zone, _trouble(interaction.guild, settings.log_channel_id))
        await reply(interaction, content=content, embed=embed)


def _trouble(guild: discord.Guild | None, channel_id: int | None) -> str | None:
    """What keeps the bot from writing to the log channel."""
    if guild is None or channel_id is None:
        return None
    channel = guild.get_channel(channel_id)
    if not isinstance(channel, discord.TextChannel):
        return "It was deleted"
    missing = lacking(guild.me, channel)
    return f"{channel.mention}, but I lack the permission {', '.join(missing)} there" if missing else None
