"""What was drawn lately of the catalog, sent again as it is to whoever asks the same while nothing changes there."""

from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from bot.domain.catalog import Scope
from bot.services.catalog import Catalog
from bot.services.remembered import Remembered

_Drawing = TypeVar("_Drawing")


class Drawings(Generic[_Drawing]):
    def __init__(self, catalog: Catalog, most: int) -> None:
        self._live_index = catalog.live_index
        self._drawn: Remembered[_Drawing] = Remembered(most)

    async def of(self, asked: Hashable, scope: Scope, draw: Callable[[], Awaitable[_Drawing]]) -> _Drawing:
        """`asked` holds all that the drawing depends on, beside what the catalog shows to the scope."""
        version = self._live_index.version(scope)
        if version is None:
            return await draw()
        # What changes while it is drawn makes another version, so this one is never asked for again.
        key = (version, asked)
        drawn = self._drawn.find(key)
        if drawn is None:
            drawn = await draw()
            self._drawn.keep(key, drawn)
        return drawn
