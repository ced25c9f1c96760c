"""The tables of what was and will be done to the catalog: edits, history, imports that wait, news of changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.rows import Row


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
