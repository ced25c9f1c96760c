from typing import TYPE_CHECKING, TypeAlias

import discord
from discord import app_commands

from bot.discord_app.commands.completions import speaker_choices
from bot.domain.lookups import SpeakerCard

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient

Asking: TypeAlias = "discord.Interaction[TalkbotClient]"


class SpeakerCommands(app_commands.Group, name="speaker", description="Find speakers and their talks"):
    @app_commands.command()
    @app_commands.describe(speaker="A name as you remember it; it completes as you type")
    @app_commands.autocomplete(speaker=speaker_choices)
    async def show(self, interaction: Asking, speaker: app_commands.Range[str, 1, 200]) -> None:
        """Show who a speaker is, and all their talks."""
        await interaction.client.responder.open(interaction, SpeakerCard(speaker))
