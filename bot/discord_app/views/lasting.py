import re
from typing import Any, Generic, Self, TypeVar

import discord
from discord.ui import DynamicItem, Item

_Inner = TypeVar("_Inner", bound=Item[Any])

# The parts of an id that are numbers; the others are text, even where they are digits by chance.
_NUMBERS = frozenset({"page", "losing", "id"})


class LastingItem(DynamicItem[_Inner], Generic[_Inner], template=r"(?!)"):
    """Made anew from its id at every click: the groups of its template are the arguments of its constructor."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        groups = match.groupdict().items()
        arguments: dict[str, Any] = {name: int(part) if name in _NUMBERS else part for name, part in groups}
        return cls(**arguments)
