"""Values for tests: a test names only what it is about."""

from datetime import UTC, date, datetime
from typing import Any

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.events import Event
from bot.domain.imports import ProgrammePlan
from bot.domain.programmes import Programme
from bot.domain.talks import Speaker, Talk
from bot.services.catalog import Catalog
from bot.services.changes.save_programme import save_programme

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def talk(title: str = "Threads without tears", **parts: Any) -> Talk:
    return Talk(**{"key": title.casefold().replace(" ", "-"), "title": title} | parts)


def event(name: str = "Café Conf 2024", **parts: Any) -> Event:
    known: dict[str, Any] = {
        "slug": name.casefold().replace(" ", "-"),
        "name": name,
        "starts_on": date(2024, 5, 10),
        "ends_on": date(2024, 5, 12),
        "time_zone": "Europe/Prague",
    }
    return Event(**known | parts)


def speaker(name: str, **parts: Any) -> Speaker:
    return Speaker(name=name, **parts)


def entry(given: Talk | None = None, *, of: Event | None = None, id: int = 1) -> CatalogTalk:
    return CatalogTalk(id, CatalogEvent(1, None, of or event()), given or talk())


async def saved(
    catalog: Catalog, *talks: Talk, of: Event | None = None, guild_id: int | None = None, location: str = "test.yaml"
) -> ProgrammePlan:
    """Put talks into the catalog as an import does."""
    programme = Programme(format_name="test", event=of or event(), talks=talks)
    async with catalog.database.transaction() as session:
        return await save_programme(session, programme, location=location, guild_id=guild_id, now=NOW)
