"""Imports: sources that are read again, local edits, history, imports that wait, channels that are told."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# PostgreSQL would sort text by the rules of its own locale; so both databases sort by the letters' numbers.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    for name in ("time_zone", "etag", "last_modified"):
        op.add_column("sources", sa.Column(name, TEXT, nullable=True))
    op.create_table(
        "local_edits",
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("published", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name="fk_local_edits_talk_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("talk_id", "field", name="pk_local_edits"),
    )
    op.create_table(
        "catalog_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("event_name", TEXT, nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event_before", sa.JSON(), nullable=True),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_catalog_changes"),
    )
    op.create_index("ix_catalog_changes_guild_id_id", "catalog_changes", ["guild_id", "id"])
    op.create_table(
        "talk_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["catalog_changes.id"], name="fk_talk_changes_change_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_talk_changes"),
    )
    op.create_index("ix_talk_changes_change_id", "talk_changes", ["change_id"])
    op.create_table(
        "pending_imports",
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("location", TEXT, nullable=False),
        sa.Column("file_name", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_pending_imports"),
    )
    op.create_table(
        "change_channels",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_change_channels_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("guild_id", "event_id", name="pk_change_channels"),
    )
    op.create_table(
        "kept_forms",
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_kept_forms"),
    )
    op.create_table(
        "change_news",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["catalog_changes.id"], name="fk_change_news_change_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "change_id", name="pk_change_news"),
    )
