"""A look at the catalog's counters that takes microseconds: without a thread, a session or a transaction.

It tells whether anything changed since it was read, which is asked before every answer. What it finds is committed, and
may be newer than what a transaction that is open sees.
"""

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from bot.store.sqlite_files import address_of

_REVISIONS = "SELECT owner_id, revision FROM catalog_revisions WHERE owner_id IN (?, ?)"
_SECONDS_OF_TRUST = 2.0


class Glance(Protocol):
    def revisions(self, owner_id: int, other_id: int) -> tuple[int, int] | None:
        """None where they cannot be told like this."""

    def told(self, owner_id: int, revision: int) -> None:
        """Somebody committed it, this process or another."""

    def close(self) -> None: ...


class FileGlance:
    """Of SQLite: by a connection of its own."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None

    def revisions(self, owner_id: int, other_id: int) -> tuple[int, int] | None:
        try:
            if self._connection is None:
                address = address_of(self._file, "mode=ro")
                self._connection = sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)
            # All of them, for a statement that is not at its end holds on to what it sees.
            found = dict(self._connection.execute(_REVISIONS, (owner_id, other_id)).fetchall())
        except sqlite3.Error:
            return None
        return found.get(owner_id, 0), found.get(other_id, 0)

    def told(self, owner_id: int, revision: int) -> None:
        """It looks for itself."""

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class HeardGlance:
    """Of PostgreSQL: by what its processes tell one another, for as long as this one is sure to hear them.

    Counters only grow, so the greatest that was read or heard is the newest.
    """

    def __init__(self) -> None:
        self._revisions: dict[int, int] = {}
        self._trusted_until = 0.0

    def revisions(self, owner_id: int, other_id: int) -> tuple[int, int] | None:
        if time.monotonic() > self._trusted_until:
            return None
        return self._revisions.get(owner_id, 0), self._revisions.get(other_id, 0)

    def told(self, owner_id: int, revision: int) -> None:
        self._revisions[owner_id] = max(revision, self._revisions.get(owner_id, 0))

    def forget(self) -> None:
        self._revisions.clear()
        self._trusted_until = 0.0

    def begin(self, revisions: Iterable[tuple[int, int]]) -> None:
        """All there are, read after this process began to hear."""
        for owner_id, revision in revisions:
            self.told(owner_id, revision)

    def trust(self, heard_at: float) -> None:
        """Whatever was told before `heard_at`, by the clock of `time.monotonic`, was heard."""
        self._trusted_until = heard_at + _SECONDS_OF_TRUST

    def close(self) -> None:
        self.forget()
