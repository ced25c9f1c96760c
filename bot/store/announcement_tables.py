"""The tables of announcements: what is promised, and every single time that it goes out."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.rows import Row

# SQLite would give the id of a removed row to the next new one, and an old button would send another message.
_NO_ID_TWICE = {"sqlite_autoincrement": True}


def _index_where(condition: str, name: str, *columns: str) -> Index:
    """Of the few rows that wait for something, however many there are in all."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


class AnnouncementRow(Row):
    """`event_id` repeats what is in the schedule, to be found by; the event may be gone, and come back.

    `untold_pause` says that the server is still to be told why the bot paused it.
    """

    __tablename__ = "announcements"
    __table_args__ = (
        Index("ix_announcements_guild_id_id", "guild_id", "id"),
        Index("ix_announcements_event_id", "event_id"),
        _index_where("untold_pause", "ix_announcements_untold_pause", "id"),
        _NO_ID_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    channel_id: Mapped[int] = mapped_column(BigInteger)
    author_id: Mapped[int] = mapped_column(BigInteger)
    event_id: Mapped[int | None]
    schedule: Mapped[dict[str, Any]]
    wording: Mapped[dict[str, Any]]
    time_zone: Mapped[str]
    publish: Mapped[bool]
    grace_minutes: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    paused_because: Mapped[str | None]
    untold_pause: Mapped[bool]
    created_at: Mapped[datetime]


class OccurrenceRow(Row):
    """One firing, from before it is due to after it is sent.

    `give_up_at` is when it is missed. `claimed_by` is a process's own token, which holds it until `lease_until`.
    `doubtful_since` is when a sending began of which nobody knows how it ended; `sent_as` are the prints of what may be
    in the channel since then (see domain/deliveries.py). `round` counts how often a person had it sent after all.
    `untold` says that the server is still to be told that it was missed.
    """

    __tablename__ = "occurrences"
    __table_args__ = (
        UniqueConstraint("announcement_id", "key"),
        _index_where("state = 'waiting'", "ix_occurrences_waiting", "next_try_at"),
        _index_where("state = 'claimed'", "ix_occurrences_claimed", "lease_until"),
        _index_where("state IN ('waiting', 'claimed')", "ix_occurrences_queue", "channel_id", "due_at", "id"),
        _index_where("publish_at IS NOT NULL", "ix_occurrences_publish_at", "publish_at"),
        _index_where("untold", "ix_occurrences_untold", "guild_id", "id"),
        _index_where("state = 'sent'", "ix_occurrences_message_id", "channel_id", "message_id"),
        _NO_ID_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcements.id", ondelete="CASCADE"))
    guild_id: Mapped[int] = mapped_column(BigInteger)
    channel_id: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str] = mapped_column(String(80))
    due_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    give_up_at: Mapped[datetime]
    talk_ids: Mapped[list[Any]]
    state: Mapped[str] = mapped_column(String(20))
    tries: Mapped[int]
    round: Mapped[int]
    claimed_by: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[datetime | None]
    doubtful_since: Mapped[datetime | None]
    sent_as: Mapped[list[Any]]
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    sent_at: Mapped[datetime | None]
    trouble: Mapped[str | None]
    untold: Mapped[bool]
    publish_at: Mapped[datetime | None]
    publish_tries: Mapped[int]
