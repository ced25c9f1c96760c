"""One REST request as its handler sees it, and the answer it gives."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.sandbox.rules.refusals import Refusal, missing_access, missing_permissions, unknown
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.messages import Message
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.snowflakes import Json
from bot.sandbox.world.state import World


@dataclass(slots=True)
class Upload:
    name: str
    content: bytes


@dataclass(slots=True)
class Call:
    world: World
    names: Mapping[str, str]  # what stands in the path, by the names of the template
    query: Mapping[str, str]
    body: Any = None
    files: dict[int, Upload] = field(default_factory=dict)  # by the number in "files[n]"

    def id(self, name: str) -> int:
        text = self.names[name]
        if not text.isdigit():
            message = f'Value "{text}" is not snowflake.'
            errors = {name: {"_errors": [{"code": "NUMBER_TYPE_COERCE", "message": message}]}}
            raise Refusal(400, 50035, "Invalid Form Body", errors)
        return int(text)

    def fields(self) -> Json:
        """The body, where only an object will do."""
        if not isinstance(self.body, dict):
            raise Refusal(400, 50109, "The request body contains invalid JSON.")
        return self.body

    def guild(self) -> Guild:
        guild = self.world.guilds.get(self.id("guild_id"))
        if guild is None:
            raise unknown("Guild")
        return guild

    def channel(self, *needed: int) -> Channel:
        """The channel in the path, if the bot sees it (else 50001) and holds these rights there (else 50013)."""
        channel = self.world.channels.get(self.id("channel_id"))
        if channel is None:
            raise unknown("Channel")
        require(channel, *needed)
        return channel

    def message(self, channel: Channel) -> Message:
        message = channel.messages.get(self.id("message_id"))
        if message is None or message.ephemeral:
            raise unknown("Message")
        return message


@dataclass(frozen=True, slots=True)
class Answer:
    payload: Any = None
    status: int = 200


NO_CONTENT = Answer(None, 204)

Handler: TypeAlias = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    """`template` uses the names of Discord's OpenAPI description."""

    method: str
    template: str
    handler: Handler
    needs_token: bool = True


def require(channel: Channel, *needed: int) -> None:
    if channel.guild is None:
        return
    bot = channel.guild.bot
    if not bot.may(Permission.VIEW_CHANNEL, channel):
        raise missing_access()
    if not all(bot.may(permission, channel) for permission in needed):
        raise missing_permissions()


def require_in_guild(guild: Guild, permission: int) -> None:
    if not guild.bot.may(permission):
        raise missing_permissions()
