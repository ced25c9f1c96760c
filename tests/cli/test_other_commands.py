import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Talkbot


def test_show_prints_one_talk_in_full(talkbot: Talkbot) -> None:
    ended = talkbot("show", "stretching cni", COLUMNS="200")
    shown = ended.stdout.decode()
    assert ended.returncode == 0
    for part in (
        "Stretching CNI Boundaries",
        "Alex Leong",
        "2022-10-25",
        "https://www.youtube.com/watch?v=8OoIz0S2QVQ",
    ):
        assert part in shown


def test_show_says_that_there_is_no_such_talk(talkbot: Talkbot) -> None:
    ended = talkbot("show", "xqzzy vrrgl")
    assert ended.returncode == 1
    assert "There is no such talk in the catalog." in ended.stdout.decode()


def test_first_start_makes_the_database_and_loads_the_seed(talkbot: Talkbot, tmp_path: Path) -> None:
    ended = talkbot("search", "cni", DATABASE_URL="sqlite+aiosqlite:///new folder/first.db")
    assert ended.returncode == 0
    assert (tmp_path / "new folder" / "first.db").exists()


def test_upgrade_says_whether_there_was_anything_to_do(talkbot: Talkbot) -> None:
    said = [talkbot("db", "upgrade", DATABASE_URL="sqlite+aiosqlite:///new.db") for _ in range(2)]
    assert [ended.returncode for ended in said] == [0, 0]
    assert [ended.stderr.decode().strip() for ended in said] == [
        "The database is upgraded.",
        "The database is up to date.",
    ]


def test_database_of_a_newer_bot_is_refused_in_one_line(talkbot: Talkbot, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "talkbot.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    ended = talkbot("db", "upgrade")
    assert ended.returncode == 2
    (line,) = ended.stderr.decode().splitlines()
    assert line.startswith("The database is at version 9999")


@pytest.mark.parametrize("arguments", [(), ("db", "--help")])
def test_help_is_there(talkbot: Talkbot, arguments: tuple[str, ...]) -> None:
    ended = talkbot(*arguments)
    assert "Usage" in (ended.stdout + ended.stderr).decode()


def test_unknown_command_is_wrong_use(talkbot: Talkbot) -> None:
    ended = talkbot("serach", "cni")
    assert ended.returncode == 2
    assert "serach" in ended.stderr.decode()
    assert b"Traceback" not in ended.stderr
