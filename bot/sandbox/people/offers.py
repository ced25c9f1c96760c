"""Which commands a person is offered: synced, fitting the place, and not hidden from them."""

from bot.sandbox.world.channels import Channel
from bot.sandbox.world.members import Membership
from bot.sandbox.world.permissions import EVERYTHING, Permission
from bot.sandbox.world.snowflakes import Json


def offered_commands(member: Membership, channel: Channel, kind: int, *, force: bool = False) -> list[Json]:
    """`force` shows hidden ones too, as a changed client could send them."""
    guild_id = channel.guild.id if channel.guild else None
    commands = member.world.commands.available(guild_id, kind)
    if force or channel.guild is None:
        return commands
    return [command for command in commands if _is_offered(command, member, channel)]


def _is_offered(command: Json, member: Membership, channel: Channel) -> bool:
    if not member.may(Permission.VIEW_CHANNEL | Permission.USE_APPLICATION_COMMANDS, channel):
        return False
    granted = member.guild.command_grants.get(command["name"])
    if granted is not None and any(role.id in granted for role in member.roles):
        return True
    required = command["default_member_permissions"]
    if required is None:
        return True
    # "0" hides a command from everybody but administrators.
    needed = int(required) or EVERYTHING
    return member.may(needed, channel)
