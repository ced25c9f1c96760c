"""The schema. A row stays in this package; what leaves it is a domain value.

Ids that Discord gives are 64 bits wide; ids of the catalog's own are ordinary integers.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in, aware out, UTC in between. A naive time is refused: nobody could tell what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None else value.replace(tzinfo=UTC)


# PostgreSQL would sort text by the rules of its own locale; so both databases sort by the letters' numbers.
SortedText = Text().with_variant(Text(collation="C"), "postgresql")


class Row(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 — SQLAlchemy reads it from the class
        datetime: UtcDateTime,
        str: SortedText,
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON,
        bytes: LargeBinary,
    }


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


class LocalEditRow(Row):
    """A field that a moderator changed, and what the source says of it: an import does not touch such a field."""

    __tablename__ = "local_edits"

    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"), primary_key=True)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    published: Mapped[Any] = mapped_column(JSON)


class CatalogChangeRow(Row):
    """One thing done to an event: an import, an edit, a removal, an undo. Talks' parts of it are in talk_changes.

    Ids of events and talks are kept as numbers without a reference, for they outlive what they name. `actor_id` is the
    member who did it, None for the operator. `event_before` is None where the event was not there before; `sources`
    are those of a removed event.
    """

    __tablename__ = "catalog_changes"
    __table_args__ = (Index("ix_catalog_changes_guild_id_id", "guild_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    event_id: Mapped[int]
    event_name: Mapped[str]
    action: Mapped[str] = mapped_column(String(20))
    note: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    changed_at: Mapped[datetime]
    event_before: Mapped[dict[str, Any] | None]
    sources: Mapped[list[Any]]
    undone: Mapped[bool]


class TalkChangeRow(Row):
    """A talk before and after a change; None where it was not there.

    `kept` is what goes with a talk and would be lost with it: its source keys and local edits before the change.
    """

    __tablename__ = "talk_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("catalog_changes.id", ondelete="CASCADE"), index=True)
    talk_id: Mapped[int]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    kept: Mapped[dict[str, Any]]


class PendingImportRow(Row):
    """An import that waits for its confirmation, so that the button works after a restart."""

    __tablename__ = "pending_imports"

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    location: Mapped[str]
    file_name: Mapped[str]
    content: Mapped[bytes]
    options: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class KeptFormRow(Row):
    """What somebody typed into a form that could not be taken, to be given back to them."""

    __tablename__ = "kept_forms"

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class ChangeChannelRow(Row):
    """Where a server wants to be told when an event that it sees changes."""

    __tablename__ = "change_channels"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    channel_id: Mapped[int] = mapped_column(BigInteger)


class ChangeNewsRow(Row):
    """A change that a server is still to be told of. The row goes when the message is out."""

    __tablename__ = "change_news"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    change_id: Mapped[int] = mapped_column(ForeignKey("catalog_changes.id", ondelete="CASCADE"), primary_key=True)


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


class SyncedCommandsRow(Row):
    """The commands that Discord knows of: a digest of what was last sent for an application."""

    __tablename__ = "synced_commands"

    application_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    digest: Mapped[str]
