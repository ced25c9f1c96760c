"""Every table that there is, for whatever has to leave none out. A new module of tables is named here."""

from sqlalchemy import Table

from bot.store import (  # noqa: F401  they add themselves to the metadata
    announcement_tables,
    change_tables,
    question_tables,
    recap_tables,
    settings_tables,
    tables,
)
from bot.store.rows import Row


def all_tables() -> list[Table]:
    """A table stands behind those that it refers to."""
    return Row.metadata.sorted_tables
