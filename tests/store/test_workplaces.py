"""What a process leaves that is ended while it writes a backup, and who clears it away."""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.errors import UserError
from bot.store.backup_files import copy_of_file, written_whole

WRITE_AND_HANG = """
import sys
from pathlib import Path
from bot.store.backup_files import written_whole

with written_whole(Path(sys.argv[1])) as partial:
    for name in (partial.name, f"{partial.name}-wal", f"{partial.name}-shm"):
        partial.with_name(name).write_text("half of it")
    print("at work", flush=True)
    sys.stdin.read()
"""

StartWriting: TypeAlias = Callable[[], Awaitable[asyncio.subprocess.Process]]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


@pytest.fixture
async def start_writing(tmp_path: Path) -> AsyncIterator[StartWriting]:
    """A process that writes `backup.db` and is not through before its input ends."""
    running = []

    async def start() -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", WRITE_AND_HANG, str(tmp_path / "backup.db"),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        running.append(process)
        assert process.stdout is not None
        assert await process.stdout.readline() == b"at work\n"
        return process

    yield start
    for process in running:
        if process.returncode is None:
            process.kill()
        await process.communicate(b"")


async def test_what_a_killed_process_left_is_gone_with_the_next_backup(
    start_writing: StartWriting, tmp_path: Path
) -> None:
    process = await start_writing()
    process.kill()
    await process.wait()
    assert files(tmp_path) != []
    with written_whole(tmp_path / "backup.db") as partial:
        partial.write_text("all of it")
    assert names(tmp_path) == ["backup.db"]


async def test_what_a_process_works_at_is_left_alone(start_writing: StartWriting, tmp_path: Path) -> None:
    process = await start_writing()
    with written_whole(tmp_path / "backup.db") as partial:
        partial.write_text("all of it")
    assert len(files(tmp_path)) == 4
    await process.communicate(b"")
    assert process.returncode == 0
    assert names(tmp_path) == ["backup.db"]
    assert (tmp_path / "backup.db").read_text() == "half of it"


def test_what_lies_beside_a_file_that_fails_goes_with_it(tmp_path: Path) -> None:
    def fail() -> None:
        with written_whole(tmp_path / "backup.db") as partial:
            for suffix in ("-wal", "-shm", "-journal"):
                partial.with_name(partial.name + suffix).write_text("half of it")
            raise OSError(28, "No space left on device")

    with pytest.raises(UserError, match=r"backup\.db cannot be written: No space left on device"):
        fail()
    assert names(tmp_path) == []


def test_copy_that_is_given_up_comes_to_its_end(sqlite_template: Path, tmp_path: Path) -> None:
    given_up = threading.Event()
    given_up.set()
    with pytest.raises(UserError, match="interrupted"):
        copy_of_file(sqlite_template, tmp_path / "copy.db", given_up)
