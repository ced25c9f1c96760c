"""What a typed line does."""

import difflib
from collections.abc import Awaitable, Iterator, Mapping
from pathlib import Path

from rich.console import Console
from rich.style import Style
from rich.text import Text

from bot.sandbox.people.actions import Member
from bot.sandbox.people.errors import ActionError
from bot.sandbox.people.offers import offered_commands
from bot.sandbox.people.replies import Reply
from bot.sandbox.prompt.forms import fill_in
from bot.sandbox.prompt.news import News
from bot.sandbox.prompt.numbers import use_kind, use_number
from bot.sandbox.prompt.sources import Source
from bot.sandbox.prompt.topics import help_view
from bot.sandbox.screen.reading import safe
from bot.sandbox.world.changes import NothingHappened
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.commands import SLASH_COMMAND

WRONG = Style(color="red")
WAIT_SECONDS = 10.0
CALM_SECONDS = 0.15
LONGEST_UNREST_SECONDS = 2.0


class LocalFiles(Mapping[str, bytes]):
    """Attachments by their path on this computer."""

    def __getitem__(self, name: str) -> bytes:
        try:
            return Path(name).expanduser().read_bytes()
        except OSError as error:
            raise KeyError(name) from error

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class Conversation:
    """One person in one channel; `picked` holds the values behind completed names."""

    def __init__(self, member: Member, channel: Channel, console: Console, source: Source) -> None:
        self.picked: dict[str, str | int | float] = {}
        self.news = News(member, channel, console)
        self._member = member
        self._channel = channel
        self._console = console
        self._source = source

    async def take(self, line: str) -> bool:
        """Do what the line says and show what comes of it; False where it could not be done."""
        try:
            await self._do(line.strip())
        except ActionError as error:
            self._complain(f"{error}{self._suggestion(line)}")
            return False
        except NothingHappened:
            self._complain(f"{self._bot_name} did not respond")
            return False
        finally:
            self.news.show()
        return True

    @property
    def _bot_name(self) -> str:
        return self._member.world.application.user.name

    async def _do(self, line: str) -> None:
        first, *rest = line.split() or [""]
        if line.startswith("/"):
            await self._follow(self._member.types(line, self._channel, files=LocalFiles(), picked=self.picked))
        elif line == "help":
            commands = offered_commands(self._member, self._channel, SLASH_COMMAND)
            self._console.print(help_view(commands, self._bot_name))
        elif first in {"menu", "button"} and rest:
            await self._used(use_kind(self._member, self.news, first, rest))
        elif first.isdigit():
            await self._used(use_number(self._member, self.news, int(first), rest))
        elif line.startswith(">"):
            await self._reply(line.removeprefix(">").strip())
        elif line:
            await self._talk(line)

    async def _talk(self, line: str) -> None:
        addressed = self._channel.guild is None or f"@{self._bot_name}" in line
        asked = self._member.says(self._channel, line if addressed else f"@{self._bot_name} {line}")
        await self._patiently(asked.answer(WAIT_SECONDS))

    async def _reply(self, line: str) -> None:
        """To the last thing that the bot said to everybody here."""
        bot = self._member.world.application.user
        said = [one for one in self._member.reads(self._channel) if one.author is bot and not one.ephemeral]
        if not said:
            raise ActionError(f"{self._bot_name} has said nothing here to reply to")
        asked = self._member.says(self._channel, line, reply_to=said[-1])
        await self._patiently(asked.answer(WAIT_SECONDS))

    async def _used(self, outcome: Reply | str) -> None:
        if isinstance(outcome, Reply):
            await self._follow(outcome)
        else:
            self._console.print(Text(outcome, Style(link=outcome)))

    async def _follow(self, reply: Reply) -> None:
        await self._patiently(reply.settled(WAIT_SECONDS))
        if reply.interaction.modal is None:
            await self._member.world.changes.calm(CALM_SECONDS, LONGEST_UNREST_SECONDS)
            return
        modal = await reply.modal()
        answers = await fill_in(modal, self._source, self._console)
        if answers is not None:
            await self._follow(self._member.submits(modal, answers))

    async def _patiently(self, answer: Awaitable[object]) -> None:
        if self._console.is_terminal:
            with self._console.status(f"{safe(self._bot_name)} is thinking …", spinner="point"):
                await answer
        else:
            await answer

    def _suggestion(self, line: str) -> str:
        names = [f"/{one['name']}" for one in offered_commands(self._member, self._channel, SLASH_COMMAND)]
        close = difflib.get_close_matches(line.split(maxsplit=1)[0], names, n=1) if line.startswith("/") else []
        return f". Did you mean {close[0]}?" if close and not line.startswith(f"{close[0]} ") else ""

    def _complain(self, text: str) -> None:
        self._console.print(Text(safe(text), WRONG))
