"""A look at a file of SQLite that takes microseconds: without a thread, a session or a transaction.

It tells whether anything changed since it was read, which is asked before every answer. What it finds is committed, and
may be newer than what a transaction that is open sees.
"""

import sqlite3
from pathlib import Path

_REVISIONS = "SELECT owner_id, revision FROM catalog_revisions WHERE owner_id IN (?, ?)"


class Glance:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None

    def revisions(self, owner_id: int, other_id: int) -> tuple[int, int] | None:
        """None where they cannot be told like this."""
        try:
            if self._connection is None:
                self._connection = sqlite3.connect(
                    f"{self._file.absolute().as_uri()}?mode=ro", uri=True, timeout=0, isolation_level=None
                )
            # All of them, for a statement that is not at its end holds on to what it sees.
            found = dict(self._connection.execute(_REVISIONS, (owner_id, other_id)).fetchall())
        except sqlite3.Error:
            return None
        return found.get(owner_id, 0), found.get(other_id, 0)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
