from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.catalog import SHARED, CatalogEvent, Scope
from bot.domain.events import Event
from bot.domain.recaps import RecapMaterial, Theme
from bot.services.catalog import Catalog
from bot.store import events
from bot.store.database import Database
from tests import make

FULL = Event(
    slug="café-conf-2024",
    name="Café Conf 2024 汉字",
    also_called=("CC24", "Café Conf"),
    starts_on=date(2024, 5, 10),
    ends_on=date(2024, 5, 12),
    dates_note="workshops on the day before",
    venue="Congress Centre",
    city="Praha",
    time_zone="Europe/Prague",
    url="https://example.org",
    recap=RecapMaterial(
        source_title="What happened",
        source_url="https://example.org/recap",
        author="Ada",
        publisher="Example",
        published_on=date(2024, 6, 1),
        scope="all of it",
        themes=(Theme(title="Rust", text="Everywhere."), Theme(title="“Trust”", text="Nowhere.")),
        highlights=("One", "Two"),
        what_next=("Three",),
    ),
)
BARE = Event(slug="bare", name="Bare")
OPEN_RECAP = Event(slug="open", name="Open", recap=RecapMaterial())


async def added(database: Database, event: Event, guild_id: int | None = None) -> CatalogEvent:
    async with database.transaction() as session:
        return await events.add(session, event, guild_id)


@pytest.mark.parametrize("event", [FULL, BARE, OPEN_RECAP], ids=lambda event: event.slug)
async def test_event_comes_back_as_it_was_put_in(database: Database, event: Event) -> None:
    known = await added(database, event, 7)
    async with database.reading() as session:
        assert await events.by_id(session, known.id, Scope(7)) == CatalogEvent(known.id, 7, event)


async def test_replaced_event_is_the_new_one_throughout(database: Database) -> None:
    known = await added(database, FULL)
    async with database.transaction() as session:
        await events.replace(session, known.id, BARE)
    async with database.reading() as session:
        assert await events.by_id(session, known.id, SHARED) == CatalogEvent(known.id, None, BARE)


async def test_event_of_a_server_is_seen_there_alone(database: Database) -> None:
    known = await added(database, BARE, 7)
    async with database.reading() as session:
        assert await events.by_id(session, known.id, Scope(7)) == known
        assert await events.by_id(session, known.id, Scope(8)) is None
        assert await events.by_id(session, known.id, SHARED) is None


async def test_servers_and_everybody_may_each_have_an_event_of_one_slug(database: Database) -> None:
    for guild_id in (None, 7, 8):
        await added(database, BARE, guild_id)
    async with database.reading() as session:
        assert [len(await events.of_owner(session, owner)) for owner in (None, 7, 8)] == [1, 1, 1]


@pytest.mark.parametrize("guild_id", [None, 7])
async def test_owner_cannot_have_two_events_of_one_slug(database: Database, guild_id: int | None) -> None:
    await added(database, BARE, guild_id)
    with pytest.raises(IntegrityError):
        await added(database, BARE, guild_id)


async def test_talks_are_counted_for_each_event(catalog: Catalog) -> None:
    await make.saved(catalog, make.talk("a"), make.talk("b"), of=make.event("Two"))
    await make.saved(catalog, of=make.event("None"))
    async with catalog.database.reading() as session:
        ids = {event.event.name: event.id for event in await events.of_owner(session, None)}
        counts = await events.talk_counts(session, list(ids.values()))
    assert counts == {ids["Two"]: 2}


async def test_empty_is_a_catalog_without_events(database: Database) -> None:
    async with database.reading() as session:
        assert await events.is_empty(session)
    await added(database, BARE, 7)
    async with database.reading() as session:
        assert not await events.is_empty(session)
