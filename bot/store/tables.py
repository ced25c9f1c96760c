"""The tables of the catalog. A row stays in this package; what leaves it is a domain value.

Ids that Discord gives are 64 bits wide; ids of the catalog's own are ordinary integers.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.rows import Row

# SQLite would give the id of a removed row to the next new one, and an old menu would open the wrong talk.
_NO_ID_TWICE = {"sqlite_autoincrement": True}


class EventRow(Row):
    __tablename__ = "events"
    __table_args__ = (
        Index("uq_events_guild_id_slug", "guild_id", "slug", unique=True),
        # NULLs count as different in a unique index, so the shared events need one of their own.
        Index(
            "uq_events_shared_slug",
            "slug",
            unique=True,
            sqlite_where=text("guild_id IS NULL"),
            postgresql_where=text("guild_id IS NULL"),
        ),
        _NO_ID_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    slug: Mapped[str]
    name: Mapped[str]
    also_called: Mapped[list[Any]]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    dates_note: Mapped[str | None]
    venue: Mapped[str | None]
    city: Mapped[str | None]
    time_zone: Mapped[str | None]
    url: Mapped[str | None]
    recap: Mapped[dict[str, Any] | None]


class TalkRow(Row):
    __tablename__ = "talks"
    __table_args__ = (Index("ix_talks_event_id_starts_at", "event_id", "starts_at"), _NO_ID_TWICE)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    title: Mapped[str]
    title_confirmed: Mapped[bool]
    cancelled: Mapped[bool]
    abstract: Mapped[str | None]
    session_type: Mapped[str | None]
    part_of: Mapped[str | None]
    track: Mapped[str | None]
    room: Mapped[str | None]
    held_on: Mapped[date | None] = mapped_column(index=True)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    language: Mapped[str | None]
    url: Mapped[str | None]
    video_url: Mapped[str | None]
    links: Mapped[list[Any]]


class SpeakerRow(Row):
    """One spelling of a name; who is the same person is for the ranking to say."""

    __tablename__ = "speakers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class TalkSpeakerRow(Row):
    __tablename__ = "talk_speakers"

    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speakers.id"), index=True)
    affiliation: Mapped[str | None]
    role: Mapped[str | None]
    note: Mapped[str | None]


class TalkTagRow(Row):
    __tablename__ = "talk_tags"

    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[str] = mapped_column(index=True)


class SourceRow(Row):
    """Where an event's talks were imported from: a file's name or a URL.

    `time_zone` is what a person said when it was imported, and holds when it is read again. `etag` and
    `last_modified` are the server's words for the state that was read.
    """

    __tablename__ = "sources"
    __table_args__ = (UniqueConstraint("event_id", "location"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    location: Mapped[str]
    format_name: Mapped[str]
    read_at: Mapped[datetime]
    time_zone: Mapped[str | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]


class SourceKeyRow(Row):
    """What a source calls a talk."""

    __tablename__ = "source_keys"

    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"), index=True)


class SearchSegmentRow(Row):
    """The search index of one event, as the ranking wrote it; the database never looks inside.

    `version` is that of the ranking's own layout, so that an older one is found and written anew.
    """

    __tablename__ = "search_segments"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int]
    content: Mapped[bytes]


class CatalogRevisionRow(Row):
    """Counts the changes to one server's events, or (owner 0) to the shared ones."""

    __tablename__ = "catalog_revisions"

    owner_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    revision: Mapped[int]


class LookupRow(Row):
    """What a long-lived button looks up again, where it is too long for the button's own id."""

    __tablename__ = "lookups"

    digest: Mapped[str] = mapped_column(String(32), primary_key=True)
    content: Mapped[str]
    kept_at: Mapped[datetime] = mapped_column(index=True)


class SyncedCommandsRow(Row):
    """The commands that Discord knows of: a digest of what was last sent for an application."""

    __tablename__ = "synced_commands"

    application_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    digest: Mapped[str]
