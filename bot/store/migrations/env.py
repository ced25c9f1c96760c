"""Alembic's entry: bot.store.schema runs it on a connection of its own, inside one transaction."""

from alembic import context

from bot.store import all_tables  # noqa: F401  they add themselves to the metadata
from bot.store.rows import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
