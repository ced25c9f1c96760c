"""A message as everybody sees it, and what it looks like to a bot."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from bot.sandbox.world.bodies import controls_in, embed_text
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.files import StoredFile
from bot.sandbox.world.snowflakes import Json, isoformat
from bot.sandbox.world.users import User

if TYPE_CHECKING:  # members act on messages
    from bot.sandbox.world.members import Membership


class MessageKind(IntEnum):
    DEFAULT = 0
    PINNED = 6
    JOINED = 7
    BOOSTED = 8
    THREAD_CREATED = 18
    REPLY = 19
    COMMAND = 20
    THREAD_STARTER = 21
    CONTEXT_MENU = 23


class MessageFlag:
    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


@dataclass(eq=False)
class Pings:
    """Whom a message notifies, after allowed_mentions and the author's rights."""

    users: list[User] = field(default_factory=list)
    role_ids: list[int] = field(default_factory=list)
    everyone: bool = False


@dataclass(eq=False, repr=False)
class Message:
    id: int
    channel: Channel
    author: User
    created_at: float
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)
    pings: Pings = field(default_factory=Pings)
    kind: MessageKind = MessageKind.DEFAULT
    flags: int = 0
    nonce: str | None = None
    replies_to: "Message | None" = None
    visible_to: int | None = None
    edited_at: float | None = None
    revision: int = 0
    interaction: Json | None = None
    webhook_id: int | None = None
    thread: Channel | None = None
    deleted: bool = False

    def __repr__(self) -> str:
        whom = "for one person " if self.ephemeral else ""
        return f"<message {whom}in #{self.channel.name} by {self.author.name}: {self.text!r}>"

    @property
    def ephemeral(self) -> bool:
        return self.visible_to is not None

    @property
    def loading(self) -> bool:
        """Only the bot's "is thinking" so far."""
        return bool(self.flags & MessageFlag.LOADING)

    @property
    def text(self) -> str:
        """All that can be read in it: content and embeds, joined by new lines."""
        return "\n".join(part for part in (self.content, *map(embed_text, self.embeds)) if part)

    @property
    def url(self) -> str:
        guild = self.channel.guild
        return f"https://discord.com/channels/{guild.id if guild else '@me'}/{self.channel.id}/{self.id}"

    def pings_member(self, member: "Membership") -> bool:
        by_role = any(role.id in self.pings.role_ids for role in member.roles)
        return self.pings.everyone or by_role or member.user in self.pings.users

    def controls(self) -> list[Json]:
        """Every button and menu in it, in order, whatever it is nested in."""
        return list(controls_in(self.components))

    async def until(self, condition: "Callable[[Message], bool]", within: float = 5.0) -> "Message":
        """This message, as soon as it satisfies `condition`."""
        changes = self.channel.world.changes
        await changes.until(lambda: condition(self), within, f"a change of message {self.id}")
        return self

    async def answer(self, within: float = 5.0) -> "Message":
        """The first message that replies to this one, now or within so many seconds."""
        return await self.channel.message(lambda message: message.replies_to is self, within)

    def payload(self) -> Json:
        payload: Json = {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            "author": self.author.payload(),
            "type": int(self.kind),
            "content": self.content,
            "embeds": self.embeds,
            "components": self.components,
            "attachments": [file.payload() for file in self.files],
            "timestamp": isoformat(self.created_at),
            "edited_timestamp": None if self.edited_at is None else isoformat(self.edited_at),
            "flags": int(self.flags),
            "mentions": [user.payload() for user in self.pings.users],
            "mention_roles": [str(role_id) for role_id in self.pings.role_ids],
            "mention_everyone": self.pings.everyone,
            "pinned": False,
            "tts": False,
        }
        return payload | self._optional_payload()

    def _optional_payload(self) -> Json:
        payload: Json = {}
        if self.nonce is not None:
            payload["nonce"] = self.nonce
        if self.interaction is not None:
            payload |= {"interaction_metadata": self.interaction, "application_id": str(self.author.id)}
            payload["webhook_id"] = str(self.author.id)
        if self.webhook_id is not None:
            payload["webhook_id"] = str(self.webhook_id)
        if self.replies_to is not None:
            payload["message_reference"] = self._reference(self.replies_to)
            answered = self.replies_to
            payload["referenced_message"] = None if answered.deleted else answered.payload_alone()
        if self.thread is not None:
            payload["thread"] = self.thread.payload()
        return payload

    def payload_alone(self) -> Json:
        """Without the message it answers, as Discord nests only one deep."""
        payload = self.payload()
        payload.pop("referenced_message", None)
        return payload

    def _reference(self, answered: "Message") -> Json:
        reference: Json = {"message_id": str(answered.id), "channel_id": str(answered.channel.id)}
        if answered.channel.guild is not None:
            reference["guild_id"] = str(answered.channel.guild.id)
        return reference
