"""What a person does with a Discord client. Each act gives a Reply to await, or what was asked for."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.people.controls import click_data, select_data
from bot.sandbox.people.errors import ActionError, TypingError
from bot.sandbox.people.lines import TypedLine, read_line
from bot.sandbox.people.modals import Answers, Modal
from bot.sandbox.people.offers import offered_commands
from bot.sandbox.people.readers import read_value
from bot.sandbox.people.replies import WAIT_SECONDS, Reply
from bot.sandbox.people.speech import Speaker
from bot.sandbox.people.values import Values
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.commands import MESSAGE_COMMAND, SLASH_COMMAND
from bot.sandbox.world.interactions import InteractionKind
from bot.sandbox.world.members import Membership
from bot.sandbox.world.messages import Message
from bot.sandbox.world.roles import Role
from bot.sandbox.world.snowflakes import Json

NO_FILES: Mapping[str, bytes] = {}
PICKED = frozenset({6, 7, 8, 9})
"""Users, channels, roles and either."""

NOTHING_PICKED: Mapping[str, str | int | float] = {}


class Member(Speaker):
    """A person in a server; `force` sends what a client would not offer."""

    def types(
        self,
        line: str,
        channel: Channel,
        *,
        files: Mapping[str, bytes] = NO_FILES,
        picked: Mapping[str, str | int | float] = NOTHING_PICKED,
        force: bool = False,
    ) -> Reply:
        """Send a slash command: `"/talk search cni event:kubecon"`.

        Text before the first `name:` goes to the required options in order. `files` holds the content of what
        is attached, by the name typed; `picked` the values behind the names of chosen completions.
        """
        typed = read_line(line, offered_commands(self, channel, SLASH_COMMAND, force=force))
        _check_required(typed, line)
        values = Values(self, channel, files, picked)
        options = [
            {
                "name": option["name"],
                "type": option["type"],
                "value": read_value(values, option, typed.texts[option["name"]]),
            }
            for option in typed.options
            if option["name"] in typed.texts
        ]
        data = _command_data(typed, options, values.resolved)
        return self.opens(InteractionKind.COMMAND, channel, data, line)

    async def completes(
        self,
        line: str,
        channel: Channel,
        *,
        within: float = WAIT_SECONDS,
        force: bool = False,
    ) -> list[Json]:
        """The choices the bot offers for the option being typed, each with `name` and `value`."""
        typed = read_line(line, offered_commands(self, channel, SLASH_COMMAND, force=force), completing=True)
        focused = next((option for option in typed.options if option["name"] == typed.focused), None)
        if focused is None or not focused.get("autocomplete"):
            raise TypingError(f"{line!r}: nothing to complete")
        options = _unfinished_options(Values(self, channel, NO_FILES, NOTHING_PICKED), typed)
        data = _command_data(typed, options, {})
        reply = self.opens(InteractionKind.AUTOCOMPLETE, channel, data, f"completing {line!r}")
        await reply.acknowledged(within)
        return list(reply.interaction.choices or [])

    def clicks(self, message: Message, button: str) -> Reply:
        """`button` is its label or its custom_id."""
        self.must_see(message)
        data = click_data(message, button)
        act = f"a click on {button!r}"
        return self.opens(InteractionKind.COMPONENT, message.channel, data, act, message)

    def chooses(
        self,
        message: Message,
        *values: str | Channel | Role | Membership,
        custom_id: str | None = None,
    ) -> Reply:
        """In a menu: labels or values of a list of texts, or channels, roles, members themselves."""
        self.must_see(message)
        data = select_data(Values(self, message.channel, {}, {}), message, values, custom_id)
        return self.opens(InteractionKind.COMPONENT, message.channel, data, "a choice in a menu", message)

    def submits(self, modal: Modal, answers: Answers) -> Reply:
        """`answers` by label or custom_id; what is left out keeps the text it was opened with."""
        data = modal.submission(answers)
        opened_by = modal.interaction
        act = f"the form {modal.title!r}"
        return self.opens(InteractionKind.MODAL_SUBMIT, opened_by.channel, data, act, opened_by.source)

    def uses_message_command(self, name: str, message: Message, *, force: bool = False) -> Reply:
        """An entry of the menu "Apps" on a message."""
        self.must_see(message)
        offered = offered_commands(self, message.channel, MESSAGE_COMMAND, force=force)
        command = next((command for command in offered if command["name"] == name), None)
        if command is None:
            raise ActionError(f"The menu of the message has no {name!r}")
        target = str(message.id)
        resolved = {"messages": {target: message.payload()}}
        data = {"id": command["id"], "name": name, "type": MESSAGE_COMMAND, "target_id": target, "resolved": resolved}
        return self.opens(InteractionKind.COMMAND, message.channel, data, f"{name!r} on a message")


def _check_required(typed: TypedLine, line: str) -> None:
    missing = [
        option["name"] for option in typed.options if option.get("required") and option["name"] not in typed.texts
    ]
    if missing:
        raise TypingError(f"{line.strip()}: the option {missing[0]} is required")


def _unfinished_options(values: Values, typed: TypedLine) -> list[Json]:
    """While typing, texts go out as they stand, and only those typed so far; what was picked goes out as its id."""
    return [
        {"name": option["name"], "type": option["type"], "value": _so_far(values, option, typed.texts[option["name"]])}
        | ({"focused": True} if option["name"] == typed.focused else {})
        for option in typed.options
        if option["name"] in typed.texts
    ]


def _so_far(values: Values, option: Json, text: str) -> Any:
    return read_value(values, option, text) if option["type"] in PICKED else text


def _command_data(typed: TypedLine, options: list[Json], resolved: Json) -> Json:
    command = typed.command
    for step in reversed(typed.trail):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    data: dict[str, Any] = {"id": command["id"], "name": command["name"], "type": command["type"], "options": options}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data | ({"resolved": resolved} if resolved else {})
