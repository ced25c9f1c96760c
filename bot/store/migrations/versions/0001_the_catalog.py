"""The catalog: events, talks, speakers, sources, search segments."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# PostgreSQL would sort text by the rules of its own locale; so both databases sort by the letters' numbers.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "catalog_revisions",
        sa.Column("owner_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", name="pk_catalog_revisions"),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("slug", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("also_called", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("dates_note", TEXT, nullable=True),
        sa.Column("venue", TEXT, nullable=True),
        sa.Column("city", TEXT, nullable=True),
        sa.Column("time_zone", TEXT, nullable=True),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("recap", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_events_guild_id_slug", "events", ["guild_id", "slug"], unique=True)
    op.create_index(
        "uq_events_shared_slug",
        "events",
        ["slug"],
        unique=True,
        sqlite_where=sa.text("guild_id IS NULL"),
        postgresql_where=sa.text("guild_id IS NULL"),
    )

    op.create_table(
        "lookups",
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_lookups"),
    )
    op.create_index("ix_lookups_kept_at", "lookups", ["kept_at"])
    op.create_table(
        "speakers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_speakers"),
        sa.UniqueConstraint("name", name="uq_speakers_name"),
    )
    op.create_table(
        "synced_commands",
        sa.Column("application_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("application_id", name="pk_synced_commands"),
    )
    op.create_table(
        "search_segments",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_search_segments_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", name="pk_search_segments"),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("location", TEXT, nullable=False),
        sa.Column("format_name", TEXT, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_sources_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("event_id", "location", name="uq_sources_event_id_location"),
    )
    op.create_table(
        "talks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("title_confirmed", sa.Boolean(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("abstract", TEXT, nullable=True),
        sa.Column("session_type", TEXT, nullable=True),
        sa.Column("part_of", TEXT, nullable=True),
        sa.Column("track", TEXT, nullable=True),
        sa.Column("room", TEXT, nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("video_url", TEXT, nullable=True),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_talks_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_talks"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_talks_event_id_starts_at", "talks", ["event_id", "starts_at"], unique=False)
    op.create_index("ix_talks_held_on", "talks", ["held_on"], unique=False)

    op.create_table(
        "source_keys",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_source_keys_source_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name="fk_source_keys_talk_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "key", name="pk_source_keys"),
    )
    op.create_index("ix_source_keys_talk_id", "source_keys", ["talk_id"], unique=False)

    op.create_table(
        "talk_speakers",
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("affiliation", TEXT, nullable=True),
        sa.Column("role", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name="fk_talk_speakers_speaker_id"),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name="fk_talk_speakers_talk_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("talk_id", "position", name="pk_talk_speakers"),
    )
    op.create_index("ix_talk_speakers_speaker_id", "talk_speakers", ["speaker_id"], unique=False)

    op.create_table(
        "talk_tags",
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("tag", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name="fk_talk_tags_talk_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("talk_id", "position", name="pk_talk_tags"),
    )
    op.create_index("ix_talk_tags_tag", "talk_tags", ["tag"], unique=False)
