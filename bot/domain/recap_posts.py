"""A recap that was posted: its messages, where they stand, and how far the posting has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from bot.domain.event_recaps import RecapStyle


class PartKind(StrEnum):
    """A message in the channel, one inside the thread of the recap's first message, or a post of its own in a forum."""

    MESSAGE = "message"
    INSIDE = "inside"
    POST = "post"


# What the first message is about: it has the headline, and the thread that others stand in is its own.
FIRST = "message:1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapPart:
    """`content` is what it says as JSON. `place_id` is the channel or thread where it stands, once it does."""

    number: int
    key: str
    kind: PartKind
    content: Mapping[str, Any]
    place_id: int | None = None
    message_id: int | None = None
    published: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOrder:
    """What is to be posted where. `mention` is None, "everyone", "here", or a role's id."""

    guild_id: int
    event_id: int
    channel_id: int
    author_id: int
    style: RecapStyle
    mention: str | None = None
    publish: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapPost:
    """`halted_because` says why a post that is not finished waits for a moderator."""

    id: int
    order: PostOrder
    created_at: datetime
    finished_at: datetime | None
    halted_because: str | None
    parts: tuple[RecapPart, ...]

    @property
    def sent(self) -> int:
        return sum(part.message_id is not None for part in self.parts)

    @property
    def waiting(self) -> tuple[RecapPart, ...]:
        return tuple(part for part in self.parts if part.message_id is None)

    @property
    def thread_id(self) -> int | None:
        """Discord gives a thread the id of the message that it hangs on."""
        return next((part.message_id for part in self.parts if part.key == FIRST), None)

    def opens_thread_for(self, part: RecapPart) -> bool:
        """For the first message that stands inside one; a post of a forum is a thread already."""
        inside = [one.number for one in self.parts if one.kind is PartKind.INSIDE]
        return inside[:1] == [part.number] and not any(one.kind is PartKind.POST for one in self.parts)

    def nonce(self, part: RecapPart) -> str:
        """The same for every try, no other post's, and within Discord's 25 characters."""
        named = repr(("recap", self.id, self.created_at, part.number))
        return blake2b(named.encode(), digest_size=12).hexdigest()
