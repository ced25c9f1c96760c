from typing import TYPE_CHECKING, Literal, TypeAlias

import discord
from discord import app_commands

from bot.discord_app.commands.completions import time_zone_choices
from bot.discord_app.commands.moderating import ModeratorGroup
from bot.services.settings.change_settings import Setting

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient

Asking: TypeAlias = "discord.Interaction[TalkbotClient]"

_SETTINGS = {"time zone": Setting.TIME_ZONE, "log channel": Setting.LOG_CHANNEL}


class SettingsCommands(
    ModeratorGroup,
    name="settings",
    description="See and change what this server has set",
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
):
    @app_commands.command()
    async def show(self, interaction: Asking) -> None:
        """See this server's time zone and log channel."""
        await interaction.client.configuring.show(interaction)

    @app_commands.command(name="set")
    @app_commands.rename(time_zone="timezone")
    @app_commands.describe(
        time_zone="The zone of the times that moderators type: a city, or a name such as America/Detroit",
        log_channel="Where I tell what I could not send",
    )
    @app_commands.autocomplete(time_zone=time_zone_choices)
    async def set_(
        self,
        interaction: Asking,
        time_zone: app_commands.Range[str, 1, 64] | None = None,
        log_channel: discord.TextChannel | None = None,
    ) -> None:
        """Set this server's time zone and log channel."""
        await interaction.client.configuring.change(interaction, time_zone, log_channel)

    @app_commands.command()
    @app_commands.describe(setting="What is to be as if it had never been set")
    async def reset(self, interaction: Asking, setting: Literal["time zone", "log channel"]) -> None:
        """Set the time zone back to UTC, or have no log channel any more."""
        await interaction.client.configuring.reset(interaction, _SETTINGS[setting])
