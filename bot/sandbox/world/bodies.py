"""Reading what stands in a message: the text of embeds, the buttons and menus among the components."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.world.snowflakes import Json

BUTTON = 2
STRING_SELECT = 3
SELECTS = frozenset({STRING_SELECT, 5, 6, 7, 8})


def embed_text(embed: Json) -> str:
    """All that can be read in it, joined by new lines."""
    parts: list[Any] = [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description")]
    for entry in embed.get("fields", []):
        parts += [entry["name"], entry["value"]]
    parts.append(embed.get("footer", {}).get("text"))
    return "\n".join(part for part in parts if part)


def controls_in(components: list[Json]) -> Iterator[Json]:
    """Buttons and menus in order, whatever they are nested in."""
    for component in components:
        if component["type"] == BUTTON or component["type"] in SELECTS:
            yield component
        yield from controls_in(component.get("components", []))
        if "accessory" in component:
            yield from controls_in([component["accessory"]])
