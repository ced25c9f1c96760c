"""A session outlives its sockets: it numbers the events, and keeps them for a resume."""

import secrets
from collections import deque
from typing import TYPE_CHECKING

import orjson

from bot.sandbox.world.events import Event, Intent
from bot.sandbox.world.snowflakes import TIME_SHIFT, Json

if TYPE_CHECKING:  # a socket serves a session
    from bot.sandbox.gateway.sockets import Socket

DISPATCH = 0
KEPT_EVENTS = 5000
RESUMABLE_SECONDS = 120.0


class Session:
    """`shard` is (number, count); direct messages go to shard 0."""

    def __init__(self, intents: int, shard: tuple[int, int]) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.shard = shard
        self.sequence = 0
        self.socket: Socket | None = None
        self._alone_since: float | None = None
        self._kept: deque[tuple[int, str]] = deque(maxlen=KEPT_EVENTS)

    def lose_socket(self, now: float) -> None:
        self.socket = None
        self._alone_since = now

    def expired(self, now: float) -> bool:
        """Whether it has been without a connection for too long to be resumed."""
        alone = self.socket is None and self._alone_since is not None
        return alone and now - (self._alone_since or now) > RESUMABLE_SECONDS

    def hears(self, event: Event) -> bool:
        if event.intent and not event.intent & self.intents:
            return False
        number, count = self.shard
        return (0 if event.guild_id is None else (event.guild_id >> TIME_SHIFT) % count) == number

    def data_of(self, event: Event) -> Json:
        if event.masked is not None and not self.intents & Intent.MESSAGE_CONTENT:
            return event.masked
        return event.data

    def dispatch(self, name: str, data: str) -> None:
        """`data` is JSON already, so that several sessions need not encode it again."""
        self.sequence += 1
        text = f'{{"op":{DISPATCH},"t":"{name}","s":{self.sequence},"d":{data}}}'
        self._kept.append((self.sequence, text))
        if self.socket is not None:
            self.socket.write(text)

    def repeat(self, name: str) -> None:
        named = f'{{"op":{DISPATCH},"t":"{name}",'
        told = next((text for _, text in reversed(self._kept) if text.startswith(named)), None)
        if told is not None and self.socket is not None:
            self.socket.write(told)

    def missed_since(self, sequence: int) -> list[str] | None:
        """What came after it, or None where some of that is no longer kept."""
        oldest = self._kept[0][0] if self._kept else self.sequence + 1
        if sequence + 1 < oldest or sequence > self.sequence:
            return None
        return [text for number, text in self._kept if number > sequence]


def encode(data: object) -> str:
    return orjson.dumps(data).decode()
