from typing import Any

import discord
from discord import app_commands

from bot.discord_app.permissions import moderated_guild


class ModeratorGroup(app_commands.Group):
    """Hidden from members by Discord, and refused to them here: a client can send what it does not show."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        await moderated_guild(interaction, self.name)
        return True
