"""Buttons and menus, numbered so that a person can use them by typing the number."""

from collections.abc import Iterator

from rich.columns import Columns
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from bot.sandbox.screen.markdown import QUIET, Markdown
from bot.sandbox.screen.reading import safe
from bot.sandbox.world.bodies import BUTTON, STRING_SELECT
from bot.sandbox.world.snowflakes import Json

ROW = 1
LINK_STYLE = 5

BUTTON_STYLES = {
    1: Style(color="white", bgcolor="#5865f2", bold=True),
    2: Style(color="white", bgcolor="#4e5058", bold=True),
    3: Style(color="white", bgcolor="#248046", bold=True),
    4: Style(color="white", bgcolor="#da373c", bold=True),
    5: Style(color="white", bgcolor="#4e5058", underline=True),
}
GREYED = Style(color="grey50", bgcolor="grey23")
MENU_NAMES = {5: "a member", 6: "a role", 7: "a member or role", 8: "a channel"}


class Controls:
    """The rows of a message; numbers count buttons and menus together, from 1."""

    def __init__(self, components: list[Json], markdown: Markdown) -> None:
        self._components = components
        self._markdown = markdown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        plain = console.color_system is None
        numbers = iter(range(1, 1000))
        for component in self._components:
            yield from self._component(component, numbers, plain=plain)

    def _component(self, component: Json, numbers: Iterator[int], *, plain: bool) -> Iterator[RenderableType]:
        if component["type"] == ROW:
            yield from _row(component["components"], numbers, plain=plain)
        elif "content" in component:
            yield self._markdown.text(component["content"])
        else:
            for child in component.get("components") or []:
                yield from self._component(child, numbers, plain=plain)
            if component.get("accessory", {}).get("type") == BUTTON:
                yield _button(component["accessory"], next(numbers), plain=plain)


def _row(components: list[Json], numbers: Iterator[int], *, plain: bool) -> Iterator[RenderableType]:
    if components and components[0]["type"] == BUTTON:
        buttons = [_button(button, next(numbers), plain=plain) for button in components]
        # Addresses are written out in plain text, and must not be cut to fit beside one another.
        wide = plain and any(button.get("url") for button in components)
        yield Group(*buttons) if wide else Columns(buttons, padding=(0, 2))
    else:
        for menu in components:
            yield _menu(menu, next(numbers))


def _button(button: Json, number: int, *, plain: bool) -> Text:
    emoji = (button.get("emoji") or {}).get("name") or ""
    label = " ".join(part for part in (safe(emoji), safe(button.get("label") or "")) if part)
    url = safe(button.get("url") or "")
    if url:
        label += " ↗"
    if plain:
        return _plain_button(label, number, url, disabled=bool(button.get("disabled")))
    style = GREYED if button.get("disabled") else BUTTON_STYLES.get(button["style"], BUTTON_STYLES[2])
    return Text.assemble((f"{number} ", QUIET), (f" {label} ", style + Style(link=url or None)))


def _plain_button(label: str, number: int, url: str, *, disabled: bool) -> Text:
    shown = f"( {label} )" if disabled else f"[ {label} ]"
    return Text(f"{number} {shown}{' ' + url if url else ''}", overflow="fold")


def _menu(menu: Json, number: int) -> RenderableType:
    hint = menu.get("placeholder") or f"Choose {MENU_NAMES.get(menu['type'], 'one')}"
    style = QUIET if menu.get("disabled") else Style(bold=True)
    head = Text.assemble((f"{number} ", QUIET), ("▾ ", style), (safe(hint), style))
    if menu["type"] != STRING_SELECT:
        return head
    options = [_option(option, place) for place, option in enumerate(menu["options"], start=1)]
    return Group(head, *(Padding(option, (0, 0, 0, 4)) for option in options))


def _option(option: Json, place: int) -> Text:
    mark = "● " if option.get("default") else ""
    text = Text.assemble((f"{place:>2} ", QUIET), mark + safe(option["label"]), no_wrap=True, overflow="ellipsis")
    if option.get("description"):
        text.append(f" · {safe(option['description'])}", QUIET)
    return text
