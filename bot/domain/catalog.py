from dataclasses import dataclass

from bot.domain.events import Event
from bot.domain.talks import Talk


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose eyes the catalog is seen with: a server's, or (None) those of everybody."""

    guild_id: int | None = None


SHARED = Scope(None)


@dataclass(frozen=True, slots=True)
class CatalogEvent:
    """An event in the catalog. `guild_id` is the server it belongs to, None where it is shared."""

    id: int
    guild_id: int | None
    event: Event


@dataclass(frozen=True, slots=True)
class CatalogTalk:
    id: int
    event: CatalogEvent
    talk: Talk
