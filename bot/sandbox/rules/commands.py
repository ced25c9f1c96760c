"""What Discord accepts as a command."""

import re
from typing import Any

from bot.sandbox.rules.choices import check_choice_list
from bot.sandbox.rules.refusals import Complaints, Path
from bot.sandbox.world.commands import SLASH_COMMAND, SUB_COMMAND, SUB_COMMAND_GROUP
from bot.sandbox.world.snowflakes import Json

# Discord's own pattern is ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$ in lower case; \w holds these letters.
NAME = re.compile(r"^[-_'\w]{1,32}$")
NAME_LENGTH = 32
DESCRIPTION = 100
OPTIONS = 25
TOTAL = 8000
COMMANDS = 100
MENU_COMMANDS = 15
OPTION_TYPES = range(1, 12)
CHOOSABLE = frozenset({3, 4, 10})


def check_commands(bodies: Any) -> None:
    """Raises Refusal for a list that replaces all commands."""
    complaints = Complaints()
    if not isinstance(bodies, list):
        complaints.add((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        complaints.refuse()
    for kind, maximum in ((1, COMMANDS), (2, MENU_COMMANDS), (3, MENU_COMMANDS)):
        if sum((body.get("type") or SLASH_COMMAND) == kind for body in bodies) > maximum:
            message = f"Maximum number of application commands reached ({maximum})."
            complaints.add((), "APPLICATION_COMMAND_TOO_MANY", message)
    seen: set[tuple[int, str]] = set()
    for position, body in enumerate(bodies):
        check_command(body, (position,), complaints)
        key = (body.get("type") or SLASH_COMMAND, body.get("name", ""))
        if key in seen:
            message = "Application command names must be unique"
            complaints.add((position,), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        seen.add(key)
    complaints.refuse()


def check_command(body: Json, path: Path, complaints: Complaints) -> None:
    if (body.get("type") or SLASH_COMMAND) != SLASH_COMMAND:
        complaints.length((*path, "name"), body.get("name"), NAME_LENGTH, 1)
        return
    _check_texts(body, path, complaints)
    _check_options(body.get("options") or [], (*path, "options"), complaints)
    if command_length(body) > TOTAL:
        message = f"Command exceeds maximum size ({TOTAL})"
        complaints.add(path, "APPLICATION_COMMAND_TOO_LARGE", message)


def command_length(node: Json) -> int:
    """Names, descriptions and choice values of a command and of all below it."""
    own = sum(len(node.get(key) or "") for key in ("name", "description"))
    choices = sum(len(choice["name"]) + len(str(choice["value"])) for choice in node.get("choices") or [])
    return own + choices + sum(map(command_length, node.get("options") or []))


def _check_texts(node: Json, path: Path, complaints: Complaints) -> None:
    name = node.get("name")
    if not isinstance(name, str) or not NAME.match(name) or name != name.lower():
        complaints.add((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    complaints.length((*path, "description"), node.get("description"), DESCRIPTION, 1)


def _check_options(options: list[Json], path: Path, complaints: Complaints) -> None:
    if len(options) > OPTIONS:
        complaints.size(path, 0, OPTIONS)
    optional_seen = False
    names: set[str] = set()
    for position, option in enumerate(options):
        place = (*path, position)
        _check_option(option, place, complaints)
        if option.get("required") and optional_seen:
            message = "Required options must be placed before non-required options"
            complaints.add(place, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_seen = optional_seen or not option.get("required")
        if option.get("name") in names:
            message = "Option names must be unique"
            complaints.add((*place, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message)
        names.add(option.get("name", ""))


def _check_option(option: Json, path: Path, complaints: Complaints) -> None:
    _check_texts(option, path, complaints)
    kind = option.get("type")
    if kind not in OPTION_TYPES:
        complaints.add((*path, "type"), "BASE_TYPE_CHOICES", "Value must be one of (1, …, 11).")
    if kind in {SUB_COMMAND, SUB_COMMAND_GROUP}:
        _check_options(option.get("options") or [], (*path, "options"), complaints)
        return
    choices = option.get("choices") or []
    check_choice_list(choices, (*path, "choices"), complaints)
    if option.get("autocomplete") and (choices or kind not in CHOOSABLE):
        message = "Autocomplete is for strings and numbers without choices"
        complaints.add((*path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", message)
