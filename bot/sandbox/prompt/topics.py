"""The help of the prompt."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.sandbox.screen.markdown import QUIET
from bot.sandbox.screen.reading import safe
from bot.sandbox.world.snowflakes import Json

BOLD = Style(bold=True)
SUB_COMMANDS = frozenset({1, 2})
HOW_TO = (
    ("/…", "a command, with completion (Tab); options as name:value"),
    ("1", "click the button with this number"),
    ("5 2", "in the menu with number 5, choose entry 2"),
    ("menu 2", "choose entry 2 of the first menu"),
    ("help", "this text"),
    ("quit", "leave"),
)


def help_view(commands: list[Json], bot_name: str) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for line, meaning in HOW_TO:
        table.add_row(Text(line, BOLD), Text(meaning, QUIET))
    table.add_row(Text("> …", BOLD), Text(f"a reply to what {safe(bot_name)} said last", QUIET))
    table.add_row(Text("anything else", BOLD), Text(f"a message that mentions {safe(bot_name)}", QUIET))
    offered = Table.grid(padding=(0, 2))
    for command in commands:
        for name, options, description in _usages(command, f"/{command['name']}"):
            offered.add_row(Text(name, BOLD).append(options, QUIET), Text(safe(description), QUIET))
    return Group(table, Text(), offered)


def _usages(node: Json, name: str) -> Iterator[tuple[str, str, str]]:
    options: list[Json] = node.get("options") or []
    below = [option for option in options if option["type"] in SUB_COMMANDS]
    for option in below:
        yield from _usages(option, f"{name} {option['name']}")
    if not below:
        shown = "".join(f" {one['name']}" if one.get("required") else f" [{one['name']}]" for one in options)
        yield name, shown, str(node["description"])
