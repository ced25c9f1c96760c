"""The gateway: who is connected, what they hear, and how they come back."""

from aiohttp import web

from bot.sandbox.faults import Faults
from bot.sandbox.gateway.sessions import Session, encode
from bot.sandbox.gateway.sockets import INVALID_SESSION, RECONNECT, Socket
from bot.sandbox.world.events import Event, Intent
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.snowflakes import TIME_SHIFT, Json
from bot.sandbox.world.state import World

AUTHENTICATION_FAILED = 4004
INVALID_SHARD = 4010
DISALLOWED_INTENTS = 4014
PRIVILEGED = Intent.GUILD_MEMBERS | Intent.MESSAGE_CONTENT | Intent.GUILD_PRESENCES
API_VERSION = 10


class Gateway:
    def __init__(self, world: World, faults: Faults, heartbeat_seconds: float) -> None:
        self.world = world
        self.faults = faults
        self.heartbeat_milliseconds = int(heartbeat_seconds * 1000)
        self.sockets: set[Socket] = set()
        self.sessions: dict[str, Session] = {}
        world.listeners.append(self.publish)

    async def accept(self, request: web.Request) -> web.StreamResponse:
        if self.faults.gateway_refused:
            return web.Response(status=503)
        stream = web.WebSocketResponse(max_msg_size=0)
        await stream.prepare(request)
        socket = Socket(self, stream, compressed=request.query.get("compress") == "zlib-stream")
        socket.transport = request.transport
        self.sockets.add(socket)
        try:
            await socket.serve()
        finally:
            self.sockets.discard(socket)
            self._forget_if_closed(socket, stream.close_code)
        return stream

    def publish(self, event: Event) -> None:
        encoded: dict[int, str] = {}
        for session in list(self.sessions.values()):
            if session.expired(self.world.clock()):
                del self.sessions[session.id]
            elif session.hears(event):
                data = session.data_of(event)
                if id(data) not in encoded:
                    encoded[id(data)] = encode(data)
                session.dispatch(event.name, encoded[id(data)])

    async def identify(self, socket: Socket, data: Json) -> None:
        shard: tuple[int, int] = tuple(data.get("shard") or (0, 1))
        if data.get("token", "").removeprefix("Bot ") != self.world.application.token:
            await socket.close(AUTHENTICATION_FAILED)
        elif not 0 <= shard[0] < shard[1]:
            await socket.close(INVALID_SHARD)
        elif self._disallowed(int(data.get("intents", 0))):
            await socket.close(DISALLOWED_INTENTS)
        else:
            self._begin(socket, Session(int(data.get("intents", 0)), shard), sharded="shard" in data)

    async def resume(self, socket: Socket, data: Json) -> None:
        session = self.sessions.get(str(data.get("session_id")))
        if data.get("token", "").removeprefix("Bot ") != self.world.application.token:
            await socket.close(AUTHENTICATION_FAILED)
            return
        missed = session.missed_since(int(data.get("seq") or 0)) if session else None
        if session is None or missed is None:
            socket.say(INVALID_SESSION, data=False)
            return
        socket.attach(session)
        for text in missed:
            socket.write(text)
        session.dispatch("RESUMED", encode({"_trace": ["sandbox"]}))
        self.world.changes.notify()

    def send_members(self, socket: Socket, data: Json) -> None:
        """All members of a server at once, as far as the request names or the query begins them."""
        guild = self.world.guilds.get(int(data["guild_id"]))
        if socket.session is None or guild is None:
            return
        wanted = {int(user_id) for user_id in data.get("user_ids") or []}
        query = str(data.get("query") or "").casefold()
        members = [
            member.payload()
            for member in guild.members.values()
            if (member.id in wanted if wanted else member.name.casefold().startswith(query))
        ]
        chunk: Json = {"guild_id": str(guild.id), "members": members, "chunk_index": 0, "chunk_count": 1}
        chunk |= {"not_found": [], "nonce": data.get("nonce")}
        socket.session.dispatch("GUILD_MEMBERS_CHUNK", encode(chunk))

    def connected(self) -> list[Session]:
        return [session for session in self.sessions.values() if session.socket is not None]

    def drop(self, shard: int | None = None) -> None:
        """Every connection breaks, or those of one shard; sessions can be resumed."""
        for socket in list(self.sockets):
            if shard is None or (socket.session is not None and socket.session.shard[0] == shard):
                socket.abort()

    def repeat(self, name: str) -> None:
        """Tell the last event of that name once more, as Discord may after a resume."""
        for session in self.sessions.values():
            session.repeat(name)

    def ask_to_reconnect(self) -> None:
        for socket in list(self.sockets):
            socket.say(RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        for socket in list(self.sockets):
            if not resumable and socket.session is not None:
                self.sessions.pop(socket.session.id, None)
            socket.say(INVALID_SESSION, data=resumable)

    async def close(self, code: int) -> None:
        for socket in list(self.sockets):
            await socket.close(code)

    def _disallowed(self, intents: int) -> bool:
        application = self.world.application
        allowed = Intent.MESSAGE_CONTENT * application.message_content
        allowed |= Intent.GUILD_MEMBERS * application.members_intent
        return bool(intents & PRIVILEGED & ~allowed)

    def _begin(self, socket: Socket, session: Session, *, sharded: bool) -> None:
        self.sessions[session.id] = session
        socket.attach(session)
        application = self.world.application
        guilds = [guild for guild in self.world.guilds.values() if self._on_shard(guild, session)]
        ready: Json = {
            "v": API_VERSION,
            "user": application.user.payload(),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.world.gateway_url,
            "application": {"id": str(application.id), "flags": application.payload()["flags"]},
        }
        session.dispatch("READY", encode(ready | ({"shard": list(session.shard)} if sharded else {})))
        for guild in guilds:
            session.dispatch("GUILD_CREATE", encode(guild.payload()))
        self.world.changes.notify()

    @staticmethod
    def _on_shard(guild: Guild, session: Session) -> bool:
        return (guild.id >> TIME_SHIFT) % session.shard[1] == session.shard[0]

    def _forget_if_closed(self, socket: Socket, code: int | None) -> None:
        """A bot that says goodbye (1000, 1001) ends its session; a broken connection keeps it."""
        if socket.session is not None and code in {1000, 1001} and not socket.closed_here:
            self.sessions.pop(socket.session.id, None)
        self.world.changes.notify()
