import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

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


@contextmanager
def asking_for_a_password(said: list[bytes]) -> Iterator[int]:
    """A port at which somebody asks for a password, as PostgreSQL does, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        answering = Thread(target=_ask_for_a_password, args=(server, said))
        answering.start()
        try:
            yield server.getsockname()[1]
        finally:
            # Where nobody came, it would wait for ever.
            server.shutdown(socket.SHUT_RDWR)
            answering.join()


def _ask_for_a_password(server: socket.socket, said: list[bytes]) -> None:
    with suppress(OSError):
        connection, _ = server.accept()
        _ask(connection, said)


def _ask(connection: socket.socket, said: list[bytes]) -> None:
    with connection:
        while _message(connection) == _MAY_IT_BE_ENCRYPTED:
            connection.sendall(b"N")
        connection.sendall(b"R" + struct.pack("!ii", 8, 3))
        assert connection.recv(1) == b"p"
        said.append(_message(connection).rstrip(b"\0"))


_MAY_IT_BE_ENCRYPTED = struct.pack("!i", 80877103)


def _message(connection: socket.socket) -> bytes:
    (size,) = struct.unpack("!i", connection.recv(4, socket.MSG_WAITALL))
    return connection.recv(size - 4, socket.MSG_WAITALL)


@pytest.mark.parametrize("settings", [{"PGPASSWORD": "from the environment"}, {}])
def test_password_need_not_stand_in_the_url(talkbot: Talkbot, tmp_path: Path, settings: dict[str, str]) -> None:
    said: list[bytes] = []
    with asking_for_a_password(said) as port:
        (tmp_path / ".pgpass").write_text(f"127.0.0.1:{port}:talks:talkbot:from the file\n")
        (tmp_path / ".pgpass").chmod(0o600)
        url = f"postgresql+asyncpg://talkbot@127.0.0.1:{port}/talks"
        assert talkbot("copy", SOURCE, url, HOME=str(tmp_path), **settings).returncode == 2
    assert said == [settings.get("PGPASSWORD", "from the file").encode()]
