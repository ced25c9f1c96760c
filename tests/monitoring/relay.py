"""A way to a database that a test can cut, and mend again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Relay:
    """Hands on to `host` and `port` what it is sent, until it is cut. While it holds, nothing passes."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._reached, self._held = asyncio.Event(), asyncio.Event()
        self._streams: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def open(self) -> None:
        """At the same port as before, if there was one."""
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        assert self._server is not None
        self._server.close()
        for stream in self._streams:
            stream.transport.abort()
        await asyncio.sleep(0)

    def hold(self) -> None:
        self._flowing.clear()
        self._held.set()

    def release(self) -> None:
        self._flowing.set()
        self._held.clear()

    async def reached(self) -> None:
        """Somebody connected."""
        await self._reached.wait()

    async def held(self) -> None:
        """Nothing passes from now on."""
        await self._held.wait()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(*self._target)
        self._streams |= {writer, far_writer}
        self._reached.set()
        try:
            await asyncio.gather(self._hand_on(reader, far_writer), self._hand_on(far_reader, writer))
        finally:
            self._streams -= {writer, far_writer}

    async def _hand_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while received := await reader.read(65_536):
                await self._flowing.wait()
                writer.write(received)
        except OSError:
            pass
        finally:
            writer.transport.abort()


@asynccontextmanager
async def relay_to(host: str, port: int) -> AsyncIterator[Relay]:
    relay = Relay(host, port)
    await relay.open()
    try:
        yield relay
    finally:
        relay.release()
        await relay.cut()
