"""Folders in which a file grows beside the place that it will take. What SQLite puts beside it goes with them."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX, _SUFFIX = ".talkbot-", ".partial"
_TRIES, _SECONDS_BETWEEN_TRIES = 20, 0.05


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """An empty folder in it, for the eyes of its owner alone, that is gone at the end with all that it holds.

    What processes that died left in the same way goes too. Raise OSError where no folder can be made.
    """
    _clear_away_in(folder)
    place, lock = _made_in(folder)
    try:
        yield place
    finally:
        _remove(place)
        _close(lock)


def _made_in(folder: Path) -> tuple[Path, int | None]:
    while True:
        place = Path(tempfile.mkdtemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder))
        lock = _opened(place)
        if lock is not None:
            _locks(lock, waits=True)
        if place.exists():
            return place, lock
        # Before it was locked, somebody took it for one that was left.
        _close(lock)


def _remove(place: Path) -> None:
    """A connection that was cancelled ends in its thread, and may still write there."""
    for _ in range(_TRIES):
        shutil.rmtree(place, ignore_errors=True)
        if not place.exists():
            return
        time.sleep(_SECONDS_BETWEEN_TRIES)


def _clear_away_in(folder: Path) -> None:
    for place in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        lock = _opened(place)
        if lock is not None and _locks(lock):
            shutil.rmtree(place, ignore_errors=True)
        _close(lock)


def _opened(place: Path) -> int | None:
    """None where it is no folder, or not one of ours."""
    with suppress(OSError):
        return os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    return None


def _locks(lock: int, *, waits: bool = False) -> bool:
    """A lock goes with its process. Where a file system knows none, whatever is there counts as being worked in."""
    with suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _close(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)
