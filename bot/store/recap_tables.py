"""The tables of recaps: what moderators wrote, what was posted, and the messages of each post."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.rows import Row


class RecapEditsRow(Row):
    """What a server's moderators wrote over the draft of an event's recap."""

    __tablename__ = "recap_edits"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[dict[str, Any]]
    edited_at: Mapped[datetime]
    editor_id: Mapped[int] = mapped_column(BigInteger)


class RecapPostRow(Row):
    """A recap that was posted, or is being posted. The event is kept as a number, for a post outlives it.

    A process that sends holds it until `claimed_until`. `halted_because` says why it waits for a moderator.
    `occurrence_id` is the firing of an announcement that it is, if it was scheduled: each is posted once.
    """

    __tablename__ = "recap_posts"
    __table_args__ = (Index("ix_recap_posts_guild_id_event_id", "guild_id", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    event_id: Mapped[int]
    channel_id: Mapped[int] = mapped_column(BigInteger)
    author_id: Mapped[int] = mapped_column(BigInteger)
    style: Mapped[str] = mapped_column(String(20))
    mention: Mapped[str | None] = mapped_column(String(20))
    publish: Mapped[bool]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    halted_because: Mapped[str | None]
    occurrence_id: Mapped[int | None] = mapped_column(unique=True)


class RecapPartRow(Row):
    """One message of a post. `content` is what it says; `place_id` is the channel or thread where it stands."""

    __tablename__ = "recap_parts"

    post_id: Mapped[int] = mapped_column(ForeignKey("recap_posts.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    content: Mapped[dict[str, Any]]
    place_id: Mapped[int | None] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    sent_at: Mapped[datetime | None]
    published: Mapped[bool]
