"""A server: its roles, channels, members and scheduled events."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.people.actions import Member
from bot.sandbox.world.channels import Channel, ChannelKind
from bot.sandbox.world.permissions import EVERYONE, MODERATOR, NOTHING
from bot.sandbox.world.roles import Role
from bot.sandbox.world.scheduled_events import ScheduledEvent
from bot.sandbox.world.snowflakes import Json, isoformat
from bot.sandbox.world.threads import Tag
from bot.sandbox.world.users import User

if TYPE_CHECKING:  # the world holds its servers
    from bot.sandbox.world.state import World


UNUSED: Json = {
    "icon": None,
    "splash": None,
    "discovery_splash": None,
    "description": None,
    "banner": None,
    "region": "us-east",
    "afk_channel_id": None,
    "afk_timeout": 300,
    "verification_level": 0,
    "default_message_notifications": 0,
    "explicit_content_filter": 0,
    "emojis": [],
    "stickers": [],
    "features": ["COMMUNITY", "NEWS"],
    "mfa_level": 0,
    "nsfw_level": 0,
    "application_id": None,
    "system_channel_id": None,
    "system_channel_flags": 0,
    "rules_channel_id": None,
    "public_updates_channel_id": None,
    "vanity_url_code": None,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "preferred_locale": "en-US",
    "incidents_data": None,
}
"""What a server has in Discord, but nobody in the sandbox asks for."""


@dataclass(eq=False, repr=False)
class Guild:
    world: "World"
    id: int
    name: str
    owner_id: int
    created_at: float
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    scheduled_events: dict[int, ScheduledEvent] = field(default_factory=dict)
    command_grants: dict[str, set[int]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<server {self.name!r}>"

    @property
    def everyone(self) -> Role:
        return self.roles[self.id]

    @property
    def bot(self) -> Member:
        return self.members[self.world.application.user.id]

    @property
    def threads(self) -> list[Channel]:
        return [channel for channel in self.channels.values() if channel.is_thread]

    def add_role(self, name: str, permissions: int = NOTHING, *, mentionable: bool = False) -> Role:
        role = Role(self.world.snowflakes.next(), name, permissions, len(self.roles), mentionable)
        self.roles[role.id] = role
        self.world.role_changed(self, role, "GUILD_ROLE_CREATE")
        return role

    def moderator_role(self) -> Role:
        """The role "Moderator" with Manage Server and what goes with it; made when first asked for."""
        known = next((role for role in self.roles.values() if role.name == "Moderator"), None)
        return known or self.add_role("Moderator", MODERATOR)

    def set_permissions(self, role: Role, permissions: int) -> None:
        role.permissions = permissions
        self.world.role_changed(self, role, "GUILD_ROLE_UPDATE")

    def add_channel(
        self,
        name: str,
        kind: ChannelKind = ChannelKind.TEXT,
        *,
        topic: str | None = None,
        tags: Sequence[str] = (),
        requires_tag: bool = False,
    ) -> Channel:
        """`tags` are the names of a forum's labels."""
        following = self.world.snowflakes.next
        labels = [Tag(following(), tag) for tag in tags]
        channel = Channel(self.world, following(), name, kind, self, topic, len(self.channels), tags=labels)
        channel.requires_tag = requires_tag
        self.world.add_channel(channel)
        return channel

    def add_member(self, name: str, *roles: Role, nick: str | None = None) -> Member:
        """A person of the name joins; the same name in two servers is the same person."""
        return self.join(self.world.person(name), *roles, nick=nick)

    def add_moderator(self, name: str) -> Member:
        return self.add_member(name, self.moderator_role())

    def join(self, user: User, *roles: Role, nick: str | None = None) -> Member:
        member = Member(self.world, self, user, list(roles), nick)
        self.members[user.id] = member
        self.world.member_joined(member)
        return member

    def add_bot(self, name: str) -> Member:
        """Another bot, whose messages are written with `says` as a person's are."""
        return self.join(self.world.other_bot(name))

    def allow_command(self, name: str, *roles: Role) -> None:
        """What a server does in its Integrations settings: these roles may use a command hidden from others."""
        self.command_grants.setdefault(name, set()).update(role.id for role in roles)

    def channel(self, name: str) -> Channel:
        return next(channel for channel in self.channels.values() if channel.name == name)

    def payload(self) -> Json:
        """As in GUILD_CREATE: with channels, threads and, since no privileged intent is held, the bot alone."""
        return self.summary() | {
            "joined_at": isoformat(self.created_at),
            "large": False,
            "unavailable": False,
            "member_count": len(self.members),
            "members": [self.bot.payload()],
            "channels": [channel.payload() for channel in self.channels.values() if not channel.is_thread],
            "threads": [one.payload() for one in self.threads if one.thread and not one.thread.archived],
            "guild_scheduled_events": [event.payload() for event in self.scheduled_events.values()],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "soundboard_sounds": [],
        }

    def summary(self) -> Json:
        return UNUSED | {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner_id),
            "roles": [role.payload() for role in self.roles.values()],
        }


def new_guild(world: "World", name: str, owner: User, bot_permissions: int) -> Guild:
    """A server as Discord makes one, with @everyone and the bot invited with the rights it asked for."""
    guild = Guild(world, world.snowflakes.next_guild(), name, owner.id, world.clock())
    guild.roles[guild.id] = Role(guild.id, "@everyone", EVERYONE, position=0)
    role = Role(world.snowflakes.next(), world.application.user.name, bot_permissions, managed=True)
    guild.roles[role.id] = role
    bot = world.application.user
    guild.members[bot.id] = Member(world, guild, bot, [role])
    guild.members[owner.id] = Member(world, guild, owner)
    return guild
