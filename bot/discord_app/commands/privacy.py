from typing import TYPE_CHECKING, TypeAlias

from discord import app_commands

if TYPE_CHECKING:
    import discord

    from bot.discord_app.client import TalkbotClient

Asking: TypeAlias = "discord.Interaction[TalkbotClient]"


class PrivacyCommands(app_commands.Group, name="privacy", description="What I keep about you"):
    """For everybody, in direct messages too: each about themselves alone."""

    @app_commands.command()
    async def show(self, interaction: Asking) -> None:
        """See what I keep about you."""
        await interaction.client.confiding.show(interaction)

    @app_commands.command()
    async def delete(self, interaction: Asking) -> None:
        """Have it deleted in all servers; asks first."""
        await interaction.client.confiding.ask_to_forget(interaction)
