"""Somebody in a server, a person or the bot: name, roles and rights. What a person does is in people/."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.world.channels import Channel
from bot.sandbox.world.messages import Message
from bot.sandbox.world.permissions import Permission, permissions_of
from bot.sandbox.world.roles import Role
from bot.sandbox.world.snowflakes import Json, isoformat
from bot.sandbox.world.users import User

if TYPE_CHECKING:  # a server holds its members, the world its servers
    from bot.sandbox.world.guilds import Guild
    from bot.sandbox.world.state import World


@dataclass(eq=False, repr=False)
class Membership:
    world: "World"
    guild: "Guild"
    user: User
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None

    def __repr__(self) -> str:
        return f"<member {self.name!r}>"

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.nick or self.user.name

    @property
    def mention(self) -> str:
        return self.user.mention

    @property
    def dm(self) -> Channel:
        """The direct messages between this person and the bot."""
        return self.world.direct_channel(self.user)

    def may(self, permissions: int, channel: Channel | None = None) -> bool:
        """Whether all of these rights are held there; in direct messages nothing is refused."""
        if channel is not None and channel.guild is None:
            return True
        return self.rights(channel) & permissions == permissions

    def rights(self, channel: Channel | None = None) -> int:
        return permissions_of(self, channel)

    def sees_channel(self, channel: Channel) -> bool:
        if channel.guild is None:
            return channel.recipient is self.user
        return self.may(Permission.VIEW_CHANNEL, channel)

    def sees(self, message: Message) -> bool:
        for_all = message.visible_to in {None, self.user.id}
        return for_all and not message.deleted and self.sees_channel(message.channel)

    def payload(self) -> Json:
        return {
            "user": self.user.payload(),
            "nick": self.nick,
            "avatar": None,
            "banner": None,
            "roles": [str(role.id) for role in self.roles],
            "joined_at": isoformat(self.guild.created_at),
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
            "communication_disabled_until": None,
        }
