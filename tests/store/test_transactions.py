import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import StatementError

from bot.domain.catalog import SHARED
from bot.domain.filters import EVERYTHING
from bot.domain.programmes import Programme
from bot.services.catalog import Catalog
from bot.services.changes.save_programme import save_programme
from bot.store import search_index, talks
from bot.store.database import Database
from bot.store.rows import Row
from bot.store.tables import SpeakerRow
from tests import make

NAMES = tuple(f"Speaker {number:03}" for number in range(40))


class Stumble(Exception):  # noqa: N818  nothing is wrong with it
    pass


@pytest.fixture
async def another(database_url: str) -> AsyncIterator[Catalog]:
    """What a second process would hold of the same database."""
    database = Database(database_url)
    yield Catalog(database)
    await database.close()


def programme(name: str, speakers: tuple[str, ...]) -> Programme:
    """One talk a speaker, in the speakers' order."""
    given = tuple(
        make.talk(f"{name} {number}", key=str(number), speakers=(make.speaker(speaker),))
        for number, speaker in enumerate(speakers)
    )
    return Programme(format_name="test", event=make.event(name), talks=given)


async def save(catalog: Catalog, *programmes: Programme) -> None:
    async with catalog.database.transaction() as session:
        for each in programmes:
            await save_programme(session, each, location="test.yaml", guild_id=None, now=make.NOW)


async def save_and_stumble(catalog: Catalog, late: Programme) -> None:
    async with catalog.database.transaction() as session:
        await save_programme(session, late, location="test.yaml", guild_id=None, now=make.NOW)
        raise Stumble


async def rows_by_table(database: Database) -> Mapping[str, int]:
    async with database.reading() as session:
        return {
            table.name: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in Row.metadata.sorted_tables
        }


async def talk_count(catalog: Catalog) -> int:
    async with catalog.database.reading() as session:
        return await talks.count(session, EVERYTHING, SHARED)


async def revision(catalog: Catalog) -> int:
    async with catalog.database.reading() as session:
        return await search_index.revision(session, None)


async def test_error_leaves_nothing_of_a_transaction(catalog: Catalog) -> None:
    await save(catalog, programme("Before", NAMES[:3]))
    before = await rows_by_table(catalog.database), await revision(catalog)

    with pytest.raises(Stumble):
        await save_and_stumble(catalog, programme("Late", NAMES))

    assert (await rows_by_table(catalog.database), await revision(catalog)) == before


async def test_what_a_reading_writes_is_lost(catalog: Catalog) -> None:
    async with catalog.database.reading() as session:
        await save_programme(session, programme("Lost", NAMES), location="x", guild_id=None, now=make.NOW)
    assert await talk_count(catalog) == 0


async def test_reading_keeps_looking_at_one_moment(catalog: Catalog, another: Catalog) -> None:
    async with catalog.database.reading() as session:
        before = await talks.count(session, EVERYTHING, SHARED)
        await save(another, programme("Meanwhile", NAMES))
        assert await talks.count(session, EVERYTHING, SHARED) == before
    assert await talk_count(catalog) == len(NAMES)


async def test_writers_at_once_lose_nothing(catalog: Catalog, another: Catalog) -> None:
    writers = (catalog, another)
    await asyncio.gather(
        *(
            save(writers[number % 2], programme(f"Event {number}", NAMES if number % 2 else NAMES[::-1]))
            for number in range(6)
        )
    )
    rows = await rows_by_table(catalog.database)
    assert (rows["talks"], rows["talk_speakers"], rows["speakers"]) == (240, 240, 40)
    assert await revision(catalog) == 6


async def test_writers_of_several_events_each_do_not_wait_in_a_circle(catalog: Catalog, another: Catalog) -> None:
    one = [programme(f"One {number}", NAMES[number * 10 : number * 10 + 10]) for number in range(4)]
    two = [programme(f"Two {number}", NAMES[number * 10 : number * 10 + 10]) for number in (3, 2, 1, 0)]
    await asyncio.gather(save(catalog, *one), save(another, *two))
    assert await talk_count(catalog) == 80


async def test_writers_that_give_new_speakers_to_known_talks_do_not_wait_in_a_circle(
    catalog: Catalog, another: Catalog
) -> None:
    nobody: tuple[str, ...] = ("Nobody",) * len(NAMES)
    await save(catalog, programme("One", nobody), programme("Two", nobody))
    await asyncio.gather(save(catalog, programme("One", NAMES)), save(another, programme("Two", NAMES[::-1])))
    async with catalog.database.reading() as session:
        assert set(await session.scalars(select(SpeakerRow.name))) == {*NAMES, "Nobody"}


async def test_same_programme_saved_twice_at_once_is_saved_once(catalog: Catalog, another: Catalog) -> None:
    await asyncio.gather(*(save(writer, programme("Event", NAMES)) for writer in (catalog, another)))
    assert await talk_count(catalog) == len(NAMES)


async def test_reader_is_not_kept_waiting_by_a_writer(catalog: Catalog, another: Catalog) -> None:
    async with another.database.transaction() as session:
        await save_programme(session, programme("Slow", NAMES), location="x", guild_id=None, now=make.NOW)
        assert await asyncio.wait_for(talk_count(catalog), 5) == 0


@pytest.mark.parametrize("field", ["starts_at", "ends_at"])
async def test_time_without_a_zone_is_refused(catalog: Catalog, field: str) -> None:
    parts: dict[str, Any] = {field: datetime(2024, 5, 10, 9, 0)}  # noqa: DTZ001  the point
    with pytest.raises(StatementError, match="a time without a zone cannot be stored"):
        await make.saved(catalog, make.talk(**parts))


async def test_sqlite_is_set_up_for_several_processes(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/new folder/talkbot.db")
    async with database.engine.connect() as connection:
        names = ("journal_mode", "foreign_keys")
        found = {name: (await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in names}
    await database.close()
    assert found == {"journal_mode": "wal", "foreign_keys": 1}


async def test_writer_of_known_and_new_speakers_in_turn_does_not_wait_in_a_circle(
    catalog: Catalog, another: Catalog
) -> None:
    await save(catalog, programme("Before", ("Nobody",)))
    in_turn = [programme(f"Turn {n}", (NAMES[n] if n % 2 else "Nobody",)) for n in range(20)]

    async def save_one_by_one() -> None:
        for number in range(20):
            await save(catalog, programme(f"One {number}", (f"Another {number}",)))

    await asyncio.gather(save_one_by_one(), save(another, *in_turn))
    assert await talk_count(catalog) == 41
