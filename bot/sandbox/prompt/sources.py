"""Where typed lines come from: a terminal with completion, a pipe, or a list."""

import asyncio
import sys
from collections.abc import Iterable, Iterator
from typing import Protocol, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console
from rich.text import Text

MARK = "❯ "


class Source(Protocol):
    @property
    def interactive(self) -> bool:
        """Whether a person waits at the other end."""

    async def ask(self, prompt: str, default: str = "") -> str | None:
        """The next line, or None at the end."""


class Typed:
    """A person at a terminal, with completion as they type."""

    interactive = True

    def __init__(self, completer: Completer) -> None:
        self._session: PromptSession[str] = PromptSession(completer=completer, complete_while_typing=True)
        self._plain: PromptSession[str] = PromptSession()

    async def ask(self, prompt: str, default: str = "") -> str | None:
        session = self._session if prompt == MARK else self._plain
        try:
            with patch_stdout(raw=True):
                return await session.prompt_async(ANSI(f"\x1b[1;34m{prompt}\x1b[0m"), default=default)
        except (EOFError, KeyboardInterrupt):
            return None


class Piped:
    """Lines of a file, echoed, so that what is read back makes sense."""

    interactive = False

    def __init__(self, stream: TextIO, console: Console) -> None:
        self._stream = stream
        self._console = console

    async def ask(self, prompt: str, default: str = "") -> str | None:
        line = await asyncio.to_thread(self._stream.readline)
        if not line:
            return None
        self._console.print(Text(f"{prompt}{line.rstrip()}"))
        return line.rstrip("\n")


class Listed:
    """Lines known beforehand, echoed."""

    interactive = False

    def __init__(self, lines: Iterable[str], console: Console) -> None:
        self._lines: Iterator[str] = iter(lines)
        self._console = console

    async def ask(self, prompt: str, default: str = "") -> str | None:
        line = next(self._lines, None)
        if line is not None:
            self._console.print(Text(f"{prompt}{line}"))
        return line


def usual_source(completer: Completer, console: Console) -> Source:
    return Typed(completer) if sys.stdin.isatty() and console.is_terminal else Piped(sys.stdin, console)
