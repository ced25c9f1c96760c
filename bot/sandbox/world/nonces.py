"""A message sent with `enforce_nonce` is made once; a repeat "in the past few minutes" gets the first one."""

from collections import deque

from bot.sandbox.world.messages import Message
from bot.sandbox.world.snowflakes import Clock

NONCE_SECONDS = 5 * 60.0


class Nonces:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._messages: dict[tuple[int, str], Message] = {}
        self._in_order: deque[tuple[float, tuple[int, str]]] = deque()

    def find(self, channel_id: int, nonce: str) -> Message | None:
        self._forget_old()
        return self._messages.get((channel_id, nonce))

    def remember(self, channel_id: int, nonce: str, message: Message) -> None:
        self._messages[channel_id, nonce] = message
        self._in_order.append((self._clock(), (channel_id, nonce)))

    def _forget_old(self) -> None:
        oldest = self._clock() - NONCE_SECONDS
        while self._in_order and self._in_order[0][0] < oldest:
            self._messages.pop(self._in_order.popleft()[1], None)
