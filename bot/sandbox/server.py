"""The sandbox: a Discord that listens on 127.0.0.1 as long as it is open."""

import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.sandbox.faults import Faults
from bot.sandbox.gateway.gateway import Gateway
from bot.sandbox.gateway.sessions import Session
from bot.sandbox.rates import RateLimits
from bot.sandbox.records import Records
from bot.sandbox.rest import API, Rest
from bot.sandbox.world.changes import Found
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.permissions import EVERYONE
from bot.sandbox.world.snowflakes import Clock
from bot.sandbox.world.state import World

HOST = "127.0.0.1"
HEARTBEAT_SECONDS = 41.25
LARGEST_BODY = 64 * 1024 * 1024


class Sandbox:
    """`async with Sandbox() as discord:`, then point a bot at `discord.api_url` and `discord.gateway_url`.

    `clock` gives seconds since 1970 and decides every limit in time. `record` bounds the requests kept in
    `requests` (0 keeps none), `history` the messages kept in a channel and the interactions remembered.
    `shards` is what GET /gateway/bot recommends. `reachable=False` starts with every connection refused.
    """

    def __init__(
        self,
        *,
        clock: Clock = time.time,
        bot_name: str = "Talkbot",
        record: int = 10_000,
        history: int = 20_000,
        shards: int = 1,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
        reachable: bool = True,
    ) -> None:
        self.world = World(clock, bot_name, history)
        self.world.shards = shards
        self.faults = Faults()
        self.requests = Records(record)
        self.rate_limits = RateLimits(clock)
        self.gateway = Gateway(self.world, self.faults, heartbeat_seconds)
        self.port = 0
        self._starts_reachable = reachable
        self._runner: web.AppRunner | None = None
        self._site: web.SockSite | None = None

    @property
    def token(self) -> str:
        return self.world.application.token

    @property
    def api_url(self) -> str:
        return f"http://{HOST}:{self.port}{API}"

    @property
    def gateway_url(self) -> str:
        return f"ws://{HOST}:{self.port}"

    def add_guild(self, name: str, *, bot_permissions: int = EVERYONE) -> Guild:
        return self.world.add_guild(name, bot_permissions=bot_permissions)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST_BODY)
        Rest(self.world, self.faults, self.requests, self.rate_limits).add_to(app)
        app.router.add_get("/", self.gateway.accept)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0, handle_signals=False)
        await self._runner.setup()
        await self.accept_connections()
        if not self._starts_reachable:
            await self.refuse_connections()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def refuse_connections(self) -> None:
        """Nothing listens any more and every open connection breaks, until `accept_connections`."""
        if self._site is not None:
            await self._site.stop()
            self._site = None
        self.gateway.drop()
        if self._runner is not None and self._runner.server is not None:
            for connection in self._runner.server.connections:
                if connection.transport is not None:
                    connection.transport.abort()

    async def accept_connections(self) -> None:
        if self._runner is None or self._site is not None:
            return
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, self.port))
        self.port = listening.getsockname()[1]
        self.world.files.origin = f"http://{HOST}:{self.port}"
        self.world.gateway_url = self.gateway_url
        self._site = web.SockSite(self._runner, listening, backlog=1024)
        await self._site.start()

    @asynccontextmanager
    async def unreachable(self) -> AsyncIterator[None]:
        await self.refuse_connections()
        try:
            yield
        finally:
            await self.accept_connections()

    async def until(self, condition: Callable[[], Found | None], within: float = 5.0) -> Found:
        """The value of `condition` as soon as it counts as true; it is asked after every change."""
        return await self.world.changes.until(condition, within, "what was waited for")

    async def connected(self, shards: int = 1, within: float = 10.0) -> list[Session]:
        """The sessions of the bots, as soon as so many of their connections are ready."""

        def enough() -> list[Session] | None:
            sessions = self.gateway.connected()
            return sessions if len(sessions) >= shards else None

        return await self.world.changes.until(enough, within, "a bot's connection to the gateway")

    async def synced(self, *names: str, within: float = 10.0) -> None:
        """Waits until commands of these names, or any at all, are synced globally or for a server."""

        def known() -> bool:
            scopes = [None, *self.world.guilds]
            synced = {command["name"] for scope in scopes for command in self.world.commands.of_scope(scope)}
            return bool(synced) and synced.issuperset(names)

        await self.world.changes.until(known, within, "the sync of the commands")

    async def disconnected(self, within: float = 10.0) -> None:
        """Waits until no bot is connected any more."""
        sockets = self.gateway.sockets
        await self.world.changes.until(lambda: not sockets, within, "the end of the gateway connections")
