"""What stands behind the values of options and menus: Discord sends it along as `resolved`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.sandbox.world.channels import Channel
from bot.sandbox.world.members import Membership
from bot.sandbox.world.roles import Role
from bot.sandbox.world.snowflakes import Json


@dataclass
class Values:
    """`files` holds the content of attachments by the name typed; `picked` the values of chosen completions."""

    member: Membership
    channel: Channel
    files: Mapping[str, bytes]
    picked: Mapping[str, str | int | float]
    resolved: Json = field(default_factory=dict)

    def resolve_channel(self, channel: Channel) -> str:
        rights = str(self.member.rights(channel)) if channel.guild else "0"
        payload = channel.payload() | {"permissions": rights}
        return self._resolve("channels", channel.id, payload)

    def resolve_role(self, role: Role) -> str:
        return self._resolve("roles", role.id, role.payload())

    def resolve_member(self, member: Membership) -> str:
        if self.channel.guild is not None:
            payload = member.payload() | {"permissions": str(member.rights(self.channel))}
            del payload["user"]
            self._resolve("members", member.id, payload)
        return self._resolve("users", member.id, member.user.payload())

    def resolve_file(self, name: str, content: bytes) -> str:
        world = self.member.world
        stored = world.files.store(world.snowflakes.next(), self.channel.id, name, content)
        return self._resolve("attachments", stored.id, stored.payload() | {"ephemeral": True})

    def _resolve(self, kind: str, thing_id: int, payload: Json) -> str:
        self.resolved.setdefault(kind, {})[str(thing_id)] = payload
        return str(thing_id)
