from sqlalchemy import BigInteger, text

from bot.domain.privacy import SOMEBODY_FORMER, Kept, KeptAbout, Person
from bot.services.catalog import Catalog
from bot.services.operating.forget_person import forget_person, kept_about
from bot.store.database import Database
from bot.store.personal import PERSONAL
from tests.full_tables import contents, fill, tables

MAYA = Person(1_111_111_111_111_111_111, 2_222_222_222_222_222_222)
OMAR = Person(3_333_333_333_333_333_333, 4_444_444_444_444_444_444)

# Numbers that Discord gave to something else than a person, or to a message, which says nothing of who wrote it.
NO_PERSON = {
    "application_id",
    "asked_id",
    "guild_id",
    "log_channel_id",
    "message_id",
    "owner_id",
    "place_id",
}
NO_PERSONS_CHANNEL = {"announcements", "change_channels", "occurrences", "recap_posts"}


def test_every_column_that_could_tell_of_a_person_is_known() -> None:
    could_tell = {
        (table.name, column.name)
        for table in tables()
        for column in table.c
        if isinstance(column.type, BigInteger)
        and column.name not in NO_PERSON
        and not (column.name == "channel_id" and table.name in NO_PERSONS_CHANNEL)
    }
    assert could_tell == {(one.row.__tablename__, one.column) for one in PERSONAL}


async def put_everywhere(database: Database, person: Person, id: int) -> None:
    """In one row of each table that tells of people."""
    async with database.transaction() as session:
        for one in PERSONAL:
            whose = person.direct_channel_id if one.names_channel else person.user_id
            (key, *_) = one.row.__table__.primary_key
            order = f"(SELECT {key.name} FROM {one.row.__tablename__} ORDER BY {key.name} LIMIT 1 OFFSET {id})"
            update = f"UPDATE {one.row.__tablename__} SET {one.column} = {whose} WHERE {key.name} = {order}"
            await session.execute(text(update))


async def test_member_who_never_did_anything_is_told_so(seeded: Catalog) -> None:
    assert await kept_about(seeded, MAYA) == KeptAbout(())


async def test_all_that_is_kept_of_a_member_is_shown(catalog: Catalog) -> None:
    await fill(catalog.database)
    await put_everywhere(catalog.database, MAYA, 0)
    await put_everywhere(catalog.database, OMAR, 1)
    assert await kept_about(catalog, MAYA) == KeptAbout(tuple((kept, 1) for kept in Kept))


async def test_nothing_tells_of_a_member_who_was_forgotten(catalog: Catalog) -> None:
    await fill(catalog.database)
    await put_everywhere(catalog.database, MAYA, 0)
    await put_everywhere(catalog.database, OMAR, 1)
    before = {table: len(rows) for table, rows in (await contents(catalog.database)).items()}
    assert len((await forget_person(catalog, MAYA)).counts) == len(Kept)
    assert await kept_about(catalog, MAYA) == KeptAbout(())
    everything = await contents(catalog.database)
    assert str(MAYA.user_id) not in str(everything)
    assert str(MAYA.direct_channel_id) not in str(everything)
    # History and posts stay; only conversations go.
    after = {table: len(rows) for table, rows in everything.items()}
    assert after == before | {"conversations": before["conversations"] - 1}


async def test_others_are_not_forgotten(catalog: Catalog) -> None:
    await fill(catalog.database)
    await put_everywhere(catalog.database, MAYA, 0)
    await put_everywhere(catalog.database, OMAR, 1)
    await forget_person(catalog, MAYA)
    assert await kept_about(catalog, OMAR) == KeptAbout(tuple((kept, 1) for kept in Kept))


async def test_those_who_were_forgotten_are_nobody(catalog: Catalog) -> None:
    await fill(catalog.database)
    await put_everywhere(catalog.database, MAYA, 0)
    await forget_person(catalog, MAYA)
    async with catalog.database.reading() as session:
        query = text("SELECT count(*) FROM catalog_changes WHERE actor_id = :former")
        assert await session.scalar(query, {"former": SOMEBODY_FORMER}) == 1
