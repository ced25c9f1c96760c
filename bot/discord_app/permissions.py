"""What a person, or the bot, may do where a thing happens; asked again on every click."""

from typing import Any

import discord
from discord import app_commands

from bot.errors import UserError


def require_may_post(interaction: discord.Interaction[Any]) -> None:
    """Raise UserError where the person may not write in this channel: the bot must not lend its voice."""
    if interaction.guild_id is None:
        return
    in_thread = isinstance(interaction.channel, discord.Thread)
    given = interaction.permissions
    if not (given.send_messages_in_threads if in_thread else given.send_messages):
        raise UserError("You may not write in this channel, so I cannot post here for you.")


async def moderated_guild(interaction: discord.Interaction[Any], command: str) -> int:
    """The server's id, if the person moderates it, or the server granted them the command in its Integrations settings.

    Whatever is changed for a server needs the id, so none forgets to ask. Raise UserError outside of servers,
    MissingPermissions where the person may not.
    """
    if interaction.guild_id is None:
        raise UserError("That belongs to a server: use this command there.")
    if not interaction.permissions.manage_guild and not await _is_granted(interaction, command):
        raise app_commands.MissingPermissions(["manage_guild"])
    return interaction.guild_id


async def _is_granted(interaction: discord.Interaction[Any], command: str) -> bool:
    """Discord is asked once for each act, however often the act asks."""
    found: dict[str, bool] = interaction.extras.setdefault(_is_granted, {})
    if command not in found:
        found[command] = await interaction.client.grants.holds(interaction, command)
    return found[command]


def require_both_may_post(
    interaction: discord.Interaction[Any], channel: discord.TextChannel | discord.VoiceChannel | discord.Thread
) -> None:
    """Raise UserError, which names what is missing where: the bot posts only where the one who asks may post."""
    assert isinstance(interaction.user, discord.Member), "a member of the server asks"  # noqa: S101  for the type checker
    for who, member in (("I lack", channel.guild.me), ("You lack", interaction.user)):
        if missing := lacking(member, channel):
            raise UserError(f"{who} the permission {', '.join(missing)} in #{channel.name}. Nothing was saved.")


def lacking(member: discord.Member, channel: discord.TextChannel | discord.VoiceChannel | discord.Thread) -> list[str]:
    """The permissions that they lack to post there, as Discord's settings call them."""
    return _missing(channel.permissions_for(member), in_thread=isinstance(channel, discord.Thread))


def _missing(given: discord.Permissions, *, in_thread: bool) -> list[str]:
    needed = {
        "View Channel": given.view_channel,
        "Send Messages in Threads" if in_thread else "Send Messages": (
            given.send_messages_in_threads if in_thread else given.send_messages
        ),
        "Embed Links": given.embed_links,
    }
    return [name for name, held in needed.items() if not held]
