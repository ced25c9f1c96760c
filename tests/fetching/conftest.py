import socket
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

Names: TypeAlias = Callable[[dict[str, list[list[str]]]], None]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """Sets what each name resolves to: a list of addresses for the first look-up, the second, and so on."""

    def use(answers: dict[str, list[list[str]]]) -> None:
        def look_up(host: str, port: int, *args: Any, **kwargs: Any) -> list[tuple[Any, ...]]:
            addresses = answers[host].pop(0)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)

    return use
