"""A record of every request, for tests to look at."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Recorded:
    """`template` is the path with the names of Discord's description; `answer` the JSON that went back."""

    method: str
    template: str
    path: str
    body: Any
    status: int | None
    answer: Any = None
    at: float = 0.0
    files: tuple[str, ...] = ()


class Records:
    """Keeps the newest `kept`; 0 keeps nothing."""

    def __init__(self, kept: int) -> None:
        self._requests: deque[Recorded] = deque(maxlen=kept)
        self.count = 0

    def add(self, request: Recorded) -> None:
        self.count += 1
        self._requests.append(request)

    def of(self, method: str, template: str) -> list[Recorded]:
        return [request for request in self._requests if (request.method, request.template) == (method, template)]

    def clear(self) -> None:
        self._requests.clear()

    def __iter__(self) -> Iterator[Recorded]:
        return iter(self._requests)

    def __len__(self) -> int:
        return len(self._requests)
