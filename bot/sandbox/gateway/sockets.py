"""One connection of a bot: an ordered writer, and the answers to what the bot says."""

import asyncio
import zlib
from typing import TYPE_CHECKING, Any

import orjson
from aiohttp import ClientConnectionResetError, WSMsgType, web

from bot.sandbox.gateway.sessions import Session, encode
from bot.sandbox.world.snowflakes import Json

if TYPE_CHECKING:  # the gateway owns its sockets
    from bot.sandbox.gateway.gateway import Gateway

DECODE_ERROR = 4002  # the code a connection is closed with

HEARTBEAT = 1
IDENTIFY = 2
RESUME = 6
RECONNECT = 7
REQUEST_MEMBERS = 8
INVALID_SESSION = 9
HELLO = 10
HEARTBEAT_ACK = 11


class Socket:
    """`compressed`: zlib-stream, one stream for the whole life of the connection."""

    def __init__(self, gateway: "Gateway", stream: web.WebSocketResponse, *, compressed: bool) -> None:
        self._gateway = gateway
        self._stream = stream
        self._compressor = zlib.compressobj(level=1) if compressed else None
        self._outgoing: asyncio.Queue[str] = asyncio.Queue()
        self.transport: asyncio.Transport | None = None
        self.session: Session | None = None
        self.closed_here = False

    def write(self, text: str) -> None:
        if not self._gateway.faults.silent:
            self._outgoing.put_nowait(text)

    def say(self, op: int, data: Any = None) -> None:
        """Whatever is no numbered event."""
        self.write(encode({"op": op, "d": data, "s": None, "t": None}))

    async def serve(self) -> None:
        """Until either side closes."""
        writer = asyncio.create_task(self._write_all())
        self.say(HELLO, {"heartbeat_interval": self._gateway.heartbeat_milliseconds, "_trace": ["sandbox"]})
        try:
            async for message in self._stream:
                if message.type is WSMsgType.TEXT:
                    await self._hear(message.data)
        finally:
            self._detach()
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)

    async def close(self, code: int) -> None:
        self.closed_here = True
        await self._stream.close(code=code)

    def abort(self) -> None:
        """The connection is gone without a word."""
        self._detach()
        if self.transport is not None:
            self.transport.abort()

    def attach(self, session: Session) -> None:
        self.session = session
        session.socket = self

    def _detach(self) -> None:
        if self.session is not None and self.session.socket is self:
            self.session.lose_socket(self._gateway.world.clock())

    async def _write_all(self) -> None:
        while True:
            text = await self._outgoing.get()
            try:
                await self._send(text)
            except (ClientConnectionResetError, ConnectionError):
                return

    async def _send(self, text: str) -> None:
        if self._compressor is None:
            await self._stream.send_str(text)
            return
        packed = self._compressor.compress(text.encode()) + self._compressor.flush(zlib.Z_SYNC_FLUSH)
        await self._stream.send_bytes(packed)

    async def _hear(self, text: str) -> None:
        try:
            said: Json = orjson.loads(text)
        except ValueError:
            await self.close(DECODE_ERROR)
            return
        op, data = said.get("op"), said.get("d")
        if op == HEARTBEAT:
            self.say(HEARTBEAT_ACK)
        elif op == IDENTIFY and isinstance(data, dict):
            await self._gateway.identify(self, data)
        elif op == RESUME and isinstance(data, dict):
            await self._gateway.resume(self, data)
        elif op == REQUEST_MEMBERS and isinstance(data, dict):
            self._gateway.send_members(self, data)
