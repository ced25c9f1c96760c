"""What a server hands out in its Integrations settings: a command for moderators, to a role, a member, a channel."""

from collections.abc import Sequence
from typing import Any

import discord
from discord.app_commands import AppCommand, AppCommandPermissions, CommandTree

_ALL_CHANNELS = -1


class Grants:
    """The commands' ids are asked for once; what a server grants can change at any moment, and is asked each time."""

    def __init__(self, tree: CommandTree[Any]) -> None:
        self._tree = tree
        self._commands: dict[str, AppCommand] = {}

    async def holds(self, interaction: discord.Interaction[Any], command: str) -> bool:
        """Whether the server lets this person use the command, here, beside those whom it is meant for."""
        if interaction.guild is None or not isinstance(interaction.user, discord.Member):
            return False
        try:
            known = await self._known(command)
            granted = await known.fetch_permissions(interaction.guild) if known else None
        except (discord.NotFound, discord.Forbidden):
            return False
        return granted is not None and _allows(granted.permissions, interaction.user, interaction.channel_id)

    async def _known(self, command: str) -> AppCommand | None:
        if not self._commands:
            self._commands = {known.name: known for known in await self._tree.fetch_commands()}
        return self._commands.get(command)


def _allows(entries: Sequence[AppCommandPermissions], member: discord.Member, channel_id: int | None) -> bool:
    """A channel can only be closed to a command. What is said of a member goes before what is said of their roles."""
    said = {entry.id: entry.permission for entry in entries}
    everyone = member.guild.id
    if not said.get(channel_id or 0, said.get(everyone + _ALL_CHANNELS, True)):
        return False
    if member.id in said:
        return said[member.id]
    of_roles = [said[role.id] for role in member.roles if role.id in said and role.id != everyone]
    return any(of_roles) if of_roles else said.get(everyone, False)
