"""A PostgreSQL of a test's own, that it may restart."""

import asyncio
import os
import pwd
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.end_to_end.ports import free_port

INSTALLED = shutil.which("initdb") is not None and shutil.which("pg_ctl") is not None

_SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
port = {port}
fsync = off
"""


class PostgreSQL:
    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"
        self._folder = folder

    async def start(self) -> None:
        await self._control("start", "--log", str(self._folder / "log"))

    async def stop(self) -> None:
        """Whoever is connected is thrown out in the middle of what they do."""
        await self._control("stop", "--mode", "fast")

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def _control(self, *order: str) -> None:
        await _run("pg_ctl", *order, "--wait", "--silent", "--pgdata", str(self._folder))


@asynccontextmanager
async def own_postgresql() -> AsyncIterator[PostgreSQL]:
    """Runs; its database `postgres` is empty."""
    with tempfile.TemporaryDirectory(prefix="talkbot-postgresql-") as folder:
        if (owner := _owner()) is not None:
            shutil.chown(folder, owner)
        await _run("initdb", "--username", "postgres", "--no-sync", "--locale", "C.UTF-8", "--pgdata", folder)
        port = free_port()
        with (Path(folder) / "postgresql.conf").open("a") as settings:
            settings.write(_SETTINGS.format(port=port))
        postgresql = PostgreSQL(Path(folder), port)
        await postgresql.start()
        try:
            yield postgresql
        finally:
            await postgresql.stop()


def _owner() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


async def _run(*program: str) -> None:
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*program, user=_owner(), stdout=quiet, stderr=quiet)
    assert await process.wait() == 0, program
