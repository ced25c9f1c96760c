"""Completion while typing: commands, options, and values, for which the bot is asked as Discord would."""

from collections.abc import AsyncGenerator, Iterable, Iterator, MutableMapping

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.sandbox.people.actions import Member
from bot.sandbox.people.errors import TypingError
from bot.sandbox.people.lines import TypedLine, find_command, read_line
from bot.sandbox.people.offers import offered_commands
from bot.sandbox.screen.reading import safe
from bot.sandbox.world.changes import NothingHappened
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.commands import SLASH_COMMAND
from bot.sandbox.world.snowflakes import Json

BOOLEAN, USER, CHANNEL, ROLE = 5, 6, 7, 8


class CommandCompleter(Completer):
    """`picked` learns the value behind the name of every choice offered."""

    def __init__(self, member: Member, channel: Channel, picked: MutableMapping[str, str | int | float]) -> None:
        self._member = member
        self._channel = channel
        self._picked = picked

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Nothing without asking the bot, which takes a loop; see the asynchronous twin."""
        return ()

    async def get_completions_async(
        self,
        document: Document,
        complete_event: CompleteEvent,
    ) -> AsyncGenerator[Completion, None]:
        line = document.text_before_cursor
        if line.startswith("/"):
            for completion in await self.completions(line):
                yield completion

    async def completions(self, line: str) -> list[Completion]:
        """What could follow the line."""
        commands = offered_commands(self._member, self._channel, SLASH_COMMAND)
        names = list(_command_names(line, commands))
        if names:
            return names
        try:
            typed = read_line(line, commands, completing=True)
            values = await self._values(line, typed)
        except (TypingError, NothingHappened):
            return []
        return [*values, *_option_names(line, typed)]

    async def _values(self, line: str, typed: TypedLine) -> list[Completion]:
        option = next((option for option in typed.options if option["name"] == typed.focused), None)
        if option is None:
            return []
        text = typed.texts[option["name"]]
        if option.get("autocomplete"):
            choices = await self._member.completes(line, self._channel)
            self._picked.update({choice["name"]: choice["value"] for choice in choices})
            names = [str(choice["name"]) for choice in choices]
        else:
            names = [name for name in self._fixed(option) if name.casefold().startswith(text.casefold())]
        return [_value(name, text, typed) for name in names]

    def _fixed(self, option: Json) -> list[str]:
        guild = self._member.guild
        if option["type"] == BOOLEAN:
            return ["true", "false"]
        if option["type"] == CHANNEL:
            return [f"#{channel.name}" for channel in guild.channels.values() if self._member.sees_channel(channel)]
        if option["type"] == ROLE:
            return [f"@{role.name.removeprefix('@')}" for role in guild.roles.values()]
        if option["type"] == USER:
            return [f"@{member.name}" for member in guild.members.values()]
        return [str(choice["name"]) for choice in option.get("choices") or []]


def _command_names(line: str, commands: list[Json]) -> Iterator[Completion]:
    """Commands and sub-commands that begin with the word being typed."""
    head, _, word = line.rpartition(" ")
    if not head:
        below, word = commands, line.removeprefix("/")
    else:
        try:
            typed, rest = find_command(head, commands)
        except TypingError:
            return
        below = [] if rest.strip() or typed.complete else typed.options
    for entry in below:
        if entry["name"].startswith(word):
            meta = safe(entry.get("description", ""))
            yield Completion(f"{entry['name']} ", start_position=-len(word), display_meta=meta)


def _option_names(line: str, typed: TypedLine) -> Iterator[Completion]:
    """Options still to be given by name, once the required ones have something."""
    missing = [one for one in typed.options if one.get("required") and not typed.texts.get(one["name"])]
    word = line.rpartition(" ")[2]
    if missing or ":" in word:
        return
    for option in typed.options:
        if option["name"].startswith(word) and not option.get("required") and option["name"] not in typed.texts:
            meta = safe(option["description"])
            yield Completion(f"{option['name']}:", start_position=-len(word), display_meta=meta)


def _value(name: str, typed_text: str, typed: TypedLine) -> Completion:
    required = [option for option in typed.options if option.get("required")]
    quoted = f'"{name}"' if " " in name and len(required) > 1 and '"' not in name else name
    return Completion(quoted, start_position=-len(typed_text), display=safe(name))
