"""What a person, or the bot, may do where a thing happens; asked again on every click."""

from typing import Any

import discord

from bot.errors import UserError


def require_may_post(interaction: discord.Interaction[Any]) -> None:
    """Raise UserError where the person may not write in this channel: the bot must not lend its voice."""
    if interaction.guild_id is None:
        return
    in_thread = isinstance(interaction.channel, discord.Thread)
    given = interaction.permissions
    if not (given.send_messages_in_threads if in_thread else given.send_messages):
        raise UserError("You may not write in this channel, so I cannot post here for you.")
