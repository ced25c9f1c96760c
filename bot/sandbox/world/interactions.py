"""Interactions between a person's act and the bot's answers: 3 s for the first, 15 min for the rest."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from bot.sandbox.world.changes import Changes
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.messages import Message
from bot.sandbox.world.snowflakes import Json

if TYPE_CHECKING:  # members open interactions
    from bot.sandbox.world.members import Membership

FIRST_ANSWER_SECONDS = 3.0
TOKEN_SECONDS = 15 * 60.0
ATTACHMENT_LIMIT = 10 * 1024 * 1024


class InteractionKind(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


@dataclass(eq=False, slots=True)
class Interaction:
    """`source` is the message whose button was pressed; `original` the first answer, once there is one."""

    id: int
    token: str
    kind: InteractionKind
    member: "Membership"
    channel: Channel
    data: Json
    opened_at: float
    source: Message | None = None
    answered_at: float | None = None
    answer_type: int | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    choices: list[Json] | None = None
    modal: Json | None = None
    changes: Changes = field(default_factory=Changes)

    @property
    def acknowledged(self) -> bool:
        return self.answer_type is not None

    def metadata(self) -> Json:
        """As it stands in the messages that answer it."""
        return {
            "id": str(self.id),
            "type": int(self.kind),
            "user": self.member.user.payload(),
            "authorizing_integration_owners": {},
        }

    def payload(self) -> Json:
        application = self.member.world.application
        payload: Json = {
            "id": str(self.id),
            "application_id": str(application.id),
            "type": int(self.kind),
            "token": self.token,
            "version": 1,
            "data": self.data,
            "channel_id": str(self.channel.id),
            "channel": self.channel.payload(),
            "locale": self.member.user.locale,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "attachment_size_limit": ATTACHMENT_LIMIT,
        }
        payload |= self._from_guild() if self.channel.guild else self._from_direct_message()
        if self.source is not None:
            payload["message"] = self.source.payload()
        return payload

    def _from_guild(self) -> Json:
        guild = self.member.guild
        return {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": self.member.payload() | {"permissions": str(self.member.rights(self.channel))},
            "app_permissions": str(guild.bot.rights(self.channel)),
            "authorizing_integration_owners": {"0": str(guild.id)},
            "context": 0,
        }

    def _from_direct_message(self) -> Json:
        return {
            "user": self.member.user.payload(),
            "app_permissions": "0",
            "authorizing_integration_owners": {"0": "0"},
            "context": 1,
        }


class Interactions:
    """Remembers the newest so many, by token."""

    def __init__(self, remembered: int) -> None:
        self._remembered = remembered
        self._by_token: OrderedDict[str, Interaction] = OrderedDict()

    def open(
        self,
        kind: InteractionKind,
        member: "Membership",
        channel: Channel,
        data: Json,
        source: Message | None = None,
    ) -> Interaction:
        world = member.world
        token = secrets.token_hex(24)
        interaction = Interaction(world.snowflakes.next(), token, kind, member, channel, data, world.clock(), source)
        self._by_token[token] = interaction
        if len(self._by_token) > self._remembered:
            self._by_token.popitem(last=False)
        return interaction

    def find(self, token: str) -> Interaction | None:
        return self._by_token.get(token)
