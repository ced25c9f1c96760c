from pathlib import Path

from tests.cli.conftest import Talkbot
from tests.earlier import make_earlier

OTHER = "sqlite+aiosqlite:///other.db"


def last_line(stderr: bytes) -> str:
    return stderr.decode().splitlines()[-1]


def test_backup_is_restored_elsewhere_and_answers(talkbot: Talkbot) -> None:
    ended = talkbot("backup", "backups/first.db")
    assert ended.returncode == 0, ended.stderr
    assert last_line(ended.stderr).startswith("Backed up to backups/first.db, ")
    assert talkbot("restore", "backups/first.db", DATABASE_URL=OTHER).returncode == 0
    answers = [talkbot("search", "cni").stdout, talkbot("search", "cni", DATABASE_URL=OTHER).stdout]
    assert answers[0] == answers[1] != b""


def test_backup_overwrites_only_with_force(talkbot: Talkbot) -> None:
    assert talkbot("backup", "first.db").returncode == 0
    ended = talkbot("backup", "first.db")
    assert ended.returncode == 2
    assert last_line(ended.stderr).startswith("first.db is there already")
    assert talkbot("backup", "first.db", "--force").returncode == 0


def test_restore_replaces_only_when_told_to_and_agreed(talkbot: Talkbot, tmp_path: Path) -> None:
    assert talkbot("backup", "first.db").returncode == 0
    for options, said in ((), "--replace"), (("--replace",), "--yes"):
        ended = talkbot("restore", "first.db", *options)
        assert ended.returncode == 2
        assert said in last_line(ended.stderr)
    ended = talkbot("restore", "first.db", "--replace", "--yes")
    assert ended.returncode == 0
    (kept,) = tmp_path.glob("talkbot.before-restore.*.db")
    assert last_line(ended.stderr) == f"Restored first.db. What was there before is kept as {kept.name}."


def test_backup_of_what_is_not_there_is_refused(talkbot: Talkbot, tmp_path: Path) -> None:
    ended = talkbot("backup", "first.db", DATABASE_URL="sqlite+aiosqlite:///mistyped.db")
    assert ended.returncode == 2
    assert "there is no file mistyped.db" in last_line(ended.stderr)
    assert not (tmp_path / "mistyped.db").exists()


def test_upgrade_of_a_file_that_holds_something_leaves_a_backup_and_says_where(
    talkbot: Talkbot, tmp_path: Path
) -> None:
    make_earlier(tmp_path / "old.db")
    ended = talkbot("db", "upgrade", DATABASE_URL="sqlite+aiosqlite:///old.db")
    assert ended.returncode == 0
    (kept,) = tmp_path.glob("old.at-0001.*.db")
    assert f"backup: {kept.name}" in ended.stderr.decode()
    (tmp_path / "old.db").unlink()
    assert talkbot("restore", kept.name, DATABASE_URL="sqlite+aiosqlite:///old.db").returncode == 0


def test_folder_that_cannot_be_written_is_one_line(talkbot: Talkbot) -> None:
    assert talkbot("backup", "first.db").returncode == 0
    nowhere = "sqlite+aiosqlite:////proc/nowhere/talkbot.db"
    for arguments, url in (("backup", "/proc/nowhere/first.db"), None), (("restore", "first.db"), nowhere):
        ended = talkbot(*arguments, **({} if url is None else {"DATABASE_URL": url}))
        assert ended.returncode == 2
        assert len(ended.stderr.splitlines()) == 1, ended.stderr
