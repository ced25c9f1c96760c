"""Who may do what where, computed as Discord documents it: roles, then the channel's overwrites."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.world.snowflakes import Json

if TYPE_CHECKING:  # members and channels hold permissions, so they cannot be imported here
    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.members import Membership


class Permission:
    """Plain numbers rather than an IntFlag, which is slow where every request asks several times."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    CREATE_EVENTS = 1 << 44
    PIN_MESSAGES = 1 << 51


NOTHING = 0
EVERYTHING = (1 << 53) - 1
EVERYONE = (
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)
"""What @everyone has in a new server, as far as it matters here; MENTION_EVERYONE is granted separately."""

MODERATOR = (
    Permission.MANAGE_GUILD
    | Permission.MANAGE_CHANNELS
    | Permission.MANAGE_MESSAGES
    | Permission.MANAGE_EVENTS
    | Permission.CREATE_EVENTS
    | Permission.MANAGE_THREADS
    | Permission.MENTION_EVERYONE
)


@dataclass
class Overwrite:
    """A channel's own rule for a role or a member."""

    target_id: int
    for_member: bool
    allow: int = NOTHING
    deny: int = NOTHING

    def payload(self) -> Json:
        return {
            "id": str(self.target_id),
            "type": int(self.for_member),
            "allow": str(self.allow),
            "deny": str(self.deny),
        }


def permissions_of(member: "Membership", channel: "Channel | None" = None) -> int:
    """The rights of a member in a channel, or in the server where no channel is given."""
    if member.guild.owner_id == member.user.id:
        return EVERYTHING
    rights = member.guild.everyone.permissions
    for role in member.roles:
        rights |= role.permissions
    if rights & Permission.ADMINISTRATOR:
        return EVERYTHING
    if channel is None:
        return rights
    rights = _overwritten(rights, member, channel.rules())
    # Who cannot see a channel can do nothing in it.
    return rights if rights & Permission.VIEW_CHANNEL else NOTHING


def _overwritten(rights: int, member: "Membership", rules: dict[int, Overwrite]) -> int:
    if not rules:
        return rights
    everyone = rules.get(member.guild.id)
    own = rules.get(member.user.id)
    of_roles = [rules[role.id] for role in member.roles if role.id in rules]
    for level in ([everyone] if everyone else [], of_roles, [own] if own else []):
        rights = rights & ~_union(rule.deny for rule in level) | _union(rule.allow for rule in level)
    return rights


def _union(masks: Iterable[int]) -> int:
    union = NOTHING
    for mask in masks:
        union |= mask
    return union
