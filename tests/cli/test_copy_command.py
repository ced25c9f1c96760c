from pathlib import Path

from tests.cli.conftest import Talkbot

SOURCE, COPY = "sqlite+aiosqlite:///talkbot.db", "sqlite+aiosqlite:///copy.db"


def test_copy_shows_each_table_and_its_copy_answers(talkbot: Talkbot) -> None:
    ended = talkbot("copy", SOURCE, COPY)
    assert ended.returncode == 0, ended.stderr
    lines = ended.stderr.decode().splitlines()
    assert "talks: 9" in lines
    assert lines[-1].endswith("tables, and counted them again.")
    answers = [talkbot("search", "cni", DATABASE_URL=url).stdout for url in (SOURCE, COPY)]
    assert answers[0] == answers[1] != b""


def test_copy_into_what_is_not_empty_is_refused_in_one_line(talkbot: Talkbot) -> None:
    assert talkbot("copy", SOURCE, COPY).returncode == 0
    ended = talkbot("copy", SOURCE, COPY)
    assert ended.returncode == 2
    (line,) = ended.stderr.decode().splitlines()
    assert line.startswith("The database that TO_URL names is not empty: ")


def test_password_is_not_shown(talkbot: Talkbot) -> None:
    for wrong in ("postgres://someone:hidden@localhost/x", "postgresql+asyncpg://someone:hidden@127.0.0.1:1/x"):
        for urls in ((SOURCE, wrong), (wrong, COPY)):
            ended = talkbot("copy", *urls)
            assert ended.returncode == 2
            (line,) = ended.stderr.decode().splitlines()
            assert "_URL" in line
            assert "hidden" not in line


def test_mistyped_source_is_named_and_not_made(talkbot: Talkbot, tmp_path: Path) -> None:
    ended = talkbot("copy", "sqlite+aiosqlite:///mistyped.db", COPY)
    assert ended.returncode == 2
    assert "there is no file mistyped.db" in ended.stderr.decode()
    assert not (tmp_path / "mistyped.db").exists()


def test_database_is_not_copied_onto_itself(talkbot: Talkbot) -> None:
    ended = talkbot("copy", SOURCE, SOURCE)
    assert (ended.returncode, ended.stderr.decode().strip()) == (2, "FROM_URL and TO_URL are the same.")
