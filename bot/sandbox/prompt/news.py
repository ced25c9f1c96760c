"""What is new on the screen of one person, and which message the numbers mean."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from bot.sandbox.people.actions import Member
from bot.sandbox.screen.markdown import QUIET
from bot.sandbox.screen.reading import reading_in, safe
from bot.sandbox.screen.screen import MessageView
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.messages import Message
from bot.sandbox.world.snowflakes import Json


class News:
    """Numbers mean the controls of the last message shown that has some."""

    def __init__(self, member: Member, channel: Channel, console: Console) -> None:
        self._member = member
        self._channel = channel
        self._console = console
        self._shown = {message.id: message.revision for message in self._visible()}
        self._current: Message | None = None

    @property
    def current(self) -> Message | None:
        return None if self._current is None or self._current.deleted else self._current

    def controls(self) -> list[Json]:
        return self.current.controls() if self.current else []

    def waiting(self) -> list[Message]:
        """What came or changed since the last look, oldest first; not what is still being thought about."""
        fresh = [message for message in self._visible() if self._shown.get(message.id) != message.revision]
        return [message for message in fresh if not message.loading and message.author is not self._member.user]

    def show(self) -> None:
        for message in sorted(self.waiting(), key=lambda message: message.id):
            self._shown[message.id] = message.revision
            self._show(message)

    def _visible(self) -> Iterator[Message]:
        places = [self._member.dm, *self._member.guild.channels.values()]
        for channel in places:
            if self._member.sees_channel(channel):
                yield from self._member.reads(channel)

    def _show(self, message: Message) -> None:
        if message.channel is not self._channel:
            place = "Direct message" if message.channel.guild is None else f"#{message.channel.name}"
            self._console.print(Text(f"In {safe(place)}", QUIET))
        self._console.print(MessageView(message.payload(), reading_in(self._member.guild)))
        self._console.print()
        if message.controls():
            self._current = message
