from bot.domain.filters import EVERYTHING
from bot.services.announcements.rooms_meant import RoomsMeant, rooms_meant
from bot.services.catalog import Catalog
from tests import make

CHANNELS = {"ballroom-a": 1, "halle-5": 2, "general": 3, "cafe": 4}


async def meant(catalog: Catalog, typed: str | None) -> RoomsMeant:
    await make.saved(
        catalog, *(make.talk(room, room=room) for room in ("Ballroom A", "Halle 5", "Café", "Hall 1, left"))
    )
    return await rooms_meant(catalog, typed, EVERYTHING, 77, CHANNELS)


async def test_no_rooms_are_all_rooms_in_one_channel(catalog: Catalog) -> None:
    assert await meant(catalog, None) == RoomsMeant((), ())


async def test_rooms_have_the_channels_of_their_names(catalog: Catalog) -> None:
    expected = RoomsMeant((), (("Ballroom A", 1), ("Café", 4), ("Halle 5", 2)))
    assert await meant(catalog, " By  name ") == expected


async def test_rooms_have_the_channels_that_are_named(catalog: Catalog) -> None:
    expected = RoomsMeant((), (("Ballroom A", 3), ("Halle 5", 99)))
    assert await meant(catalog, "ballroom a: #general; halle = <#99>") == expected


async def test_rooms_without_channels_are_the_only_ones(catalog: Catalog) -> None:
    assert await meant(catalog, "cafe, Ballroom A: general") == RoomsMeant(("Café", "Ballroom A"), (("Ballroom A", 3),))


async def test_room_with_a_comma_in_its_name_is_found(catalog: Catalog) -> None:
    assert await meant(catalog, "Hall 1, left") == RoomsMeant(("Hall 1, left",), ())
