"""What is copied, backed up or examined is only read: it stays as it is, and may be where nothing can be written."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Talkbot

URL = "sqlite+aiosqlite:///kept/talkbot.db"
AWAY = {"DATABASE_URL": URL, "DISCORD_API_URL": "http://127.0.0.1:1/api/v10"}


@pytest.fixture(params=["wal", "delete"])
def home(request: pytest.FixtureRequest, tmp_path: Path, seeded_file: Path) -> Path:
    """A folder with a database in either mode of SQLite's: as a bot leaves it, and as a backup is."""
    (tmp_path / "kept").mkdir()
    file = Path(shutil.copy(seeded_file, tmp_path / "kept" / "talkbot.db"))
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute(f"PRAGMA journal_mode={request.param}").fetchone() == (request.param,)
    return tmp_path / "kept"


@pytest.fixture
def closed_home(home: Path) -> Iterator[Path]:
    (home / "talkbot.db").chmod(0o444)
    home.chmod(0o555)
    if os.access(home, os.W_OK):
        pytest.skip("this user may write everywhere")
    yield home
    home.chmod(0o755)


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def findings(stdout: bytes) -> dict[str, str]:
    """What is broken, but for Discord."""
    found = [json.loads(line) for line in stdout.splitlines()]
    return {one["about"]: one["says"] for one in found if one["health"] == "broken"}


def test_what_is_read_stays_as_it_is(talkbot: Talkbot, home: Path) -> None:
    before = content(home)
    assert talkbot("backup", "backup.db", DATABASE_URL=URL).returncode == 0
    assert content(home) == before
    assert talkbot("copy", URL, "sqlite+aiosqlite:///copy.db").returncode == 0
    assert content(home) == before
    assert findings(talkbot("doctor", "--json", **AWAY).stdout).keys() == {"token", "Discord"}
    assert content(home) == before


def test_what_cannot_be_written_is_copied_and_backed_up(talkbot: Talkbot, closed_home: Path) -> None:
    for command in ("copy", URL, "sqlite+aiosqlite:///copy.db"), ("backup", "backup.db"):
        ended = talkbot(*command, DATABASE_URL=URL)
        assert ended.returncode == 0, ended.stderr
    assert talkbot("search", "cni", DATABASE_URL="sqlite+aiosqlite:///copy.db").returncode == 0
    assert talkbot("restore", "kept/talkbot.db", DATABASE_URL="sqlite+aiosqlite:///restored.db").returncode == 0


def test_doctor_says_what_cannot_be_written(talkbot: Talkbot, closed_home: Path) -> None:
    found = findings(talkbot("doctor", "--json", **AWAY).stdout)
    assert found.keys() == {"token", "Discord", "writing"}
    assert found["writing"].startswith("kept/talkbot.db cannot be written by the user that asks.")
