"""Channels of every kind: text, announcement, forum, thread and direct message."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from bot.sandbox.world.permissions import NOTHING, Overwrite
from bot.sandbox.world.snowflakes import Json
from bot.sandbox.world.threads import Tag, ThreadState
from bot.sandbox.world.users import User

if TYPE_CHECKING:  # a channel belongs to a server and holds messages, and both know their channel
    from bot.sandbox.world.guilds import Guild
    from bot.sandbox.world.members import Membership
    from bot.sandbox.world.messages import Message
    from bot.sandbox.world.roles import Role
    from bot.sandbox.world.state import World


class ChannelKind(IntEnum):
    TEXT = 0
    DIRECT = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15


THREADS = frozenset(
    {ChannelKind.ANNOUNCEMENT_THREAD, ChannelKind.PUBLIC_THREAD, ChannelKind.PRIVATE_THREAD},
)
WITHOUT_MESSAGES = frozenset({ChannelKind.CATEGORY, ChannelKind.FORUM})


@dataclass(eq=False, repr=False)
class Channel:
    world: "World"
    id: int
    name: str
    kind: ChannelKind
    guild: "Guild | None" = None
    topic: str | None = None
    position: int = 0
    parent: "Channel | None" = None
    tags: list[Tag] = field(default_factory=list)
    requires_tag: bool = False
    recipient: User | None = None
    thread: ThreadState | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    messages: "dict[int, Message]" = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<{self.kind.name.lower()} #{self.name}>"

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    @property
    def is_thread(self) -> bool:
        return self.kind in THREADS

    @property
    def holder(self) -> "Channel":
        """The channel whose rules count: a thread's is its parent."""
        return self.parent if self.is_thread and self.parent is not None else self

    def rules(self) -> dict[int, Overwrite]:
        return self.holder.overwrites

    def allow(self, target: "Role | Membership", permissions: int) -> None:
        rule = self._rule(target)
        rule.allow |= permissions
        rule.deny &= ~permissions
        self.world.channel_changed(self.holder)

    def deny(self, target: "Role | Membership", permissions: int) -> None:
        rule = self._rule(target)
        rule.deny |= permissions
        rule.allow &= ~permissions
        self.world.channel_changed(self)

    def _rule(self, target: "Role | Membership") -> Overwrite:
        fresh = Overwrite(target.id, for_member=hasattr(target, "user"), allow=NOTHING, deny=NOTHING)
        return self.holder.overwrites.setdefault(target.id, fresh)

    async def message(self, where: "Callable[[Message], bool]", within: float = 5.0) -> "Message":
        """The first message here that satisfies `where`, now or within so many seconds."""
        return await self.world.changes.until(
            lambda: next((message for message in self.messages.values() if where(message)), None),
            within,
            f"a message in #{self.name}",
        )

    def payload(self) -> Json:
        payload: Json = {"id": str(self.id), "type": int(self.kind), "last_message_id": self._last_message_id()}
        if self.recipient is not None:
            return payload | {"recipients": [self.recipient.payload()], "flags": 0}
        payload |= {
            "name": self.name,
            "guild_id": str(self.guild.id) if self.guild else None,
            "parent_id": str(self.parent.id) if self.parent else None,
            "nsfw": False,
            "rate_limit_per_user": 0,
            "flags": (1 << 4) if self.requires_tag else 0,
        }
        return payload | (self._thread_payload(self.thread) if self.thread else self._own_payload())

    def _thread_payload(self, thread: ThreadState) -> Json:
        return {
            "owner_id": str(thread.owner_id),
            "message_count": len(self.messages),
            "total_message_sent": thread.messages_sent,
            "member_count": 1,
            "thread_metadata": thread.payload(),
            "applied_tags": [str(tag) for tag in thread.tags],
        }

    def _own_payload(self) -> Json:
        payload: Json = {
            "topic": self.topic,
            "position": self.position,
            "permission_overwrites": [rule.payload() for rule in self.overwrites.values()],
        }
        if self.kind in {ChannelKind.VOICE, ChannelKind.STAGE}:
            payload |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
        if self.kind is ChannelKind.FORUM:
            payload |= {
                "available_tags": [tag.payload() for tag in self.tags],
                "default_reaction_emoji": None,
                "default_sort_order": None,
                "default_forum_layout": 0,
                "default_auto_archive_duration": 1440,
            }
        return payload

    def _last_message_id(self) -> str | None:
        return str(next(reversed(self.messages))) if self.messages else None
