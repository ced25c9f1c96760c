from datetime import datetime, timedelta

from sqlalchemy import text, update
from sqlalchemy.types import TypeDecorator

from bot.domain.announcements import AnnouncementState, OccurrenceState
from bot.services.catalog import Catalog
from bot.services.operating.drop_old import drop_old
from bot.services.operating.drop_waiting import drop_waiting
from bot.store import retention
from bot.store.announcement_tables import AnnouncementRow, OccurrenceRow
from bot.store.database import Database
from bot.store.question_tables import MissedQuestionRow
from tests import make
from tests.full_tables import NOON, ROWS, contents, fill, tables

# What full_tables.py fills in is of the three days after NOON.
AFTER_ALL = NOON + timedelta(days=10)


def test_every_table_with_a_time_goes_or_stays_for_a_reason() -> None:
    with_a_time = {
        table.name
        for table in tables()
        for column in table.c
        if isinstance(column.type, TypeDecorator) and column.type.impl.python_type is datetime
    }
    assert with_a_time == {rule.row.__tablename__ for rule in retention.RULES} | set(retention.STAYS)


async def make_over(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(update(OccurrenceRow).values(state=OccurrenceState.SENT.value, untold=False))
        await session.execute(update(AnnouncementRow).values(state=AnnouncementState.CANCELLED.value))


async def sizes(database: Database) -> dict[str, int]:
    return {table: len(rows) for table, rows in (await contents(database)).items()}


async def test_what_is_older_goes_with_all_that_belongs_to_it(catalog: Catalog) -> None:
    await fill(catalog.database)
    await make_over(catalog.database)
    before = await sizes(catalog.database)
    gone = await drop_old(catalog, 5, AFTER_ALL)
    assert gone == {rule.row.__tablename__: ROWS for rule in retention.RULES}
    goes = {*gone, "talk_changes", "change_news"}
    assert await sizes(catalog.database) == {table: 0 if table in goes else rows for table, rows in before.items()}


async def test_what_is_younger_stays(catalog: Catalog) -> None:
    await fill(catalog.database)
    await make_over(catalog.database)
    before = await sizes(catalog.database)
    await drop_old(catalog, 10, AFTER_ALL)
    assert await sizes(catalog.database) == before


async def test_what_is_just_older_goes_alone(catalog: Catalog) -> None:
    await fill(catalog.database)
    assert (await drop_old(catalog, 8, AFTER_ALL + timedelta(seconds=1)))["catalog_changes"] == 2


async def test_announcement_that_goes_on_stays_with_what_is_to_come(catalog: Catalog) -> None:
    await fill(catalog.database)
    await make_over(catalog.database)
    async with catalog.database.transaction() as session:
        await session.execute(
            update(OccurrenceRow).where(OccurrenceRow.id == 2).values(state=OccurrenceState.WAITING.value)
        )
        await session.execute(update(OccurrenceRow).where(OccurrenceRow.id == 3).values(untold=True))
    gone = await drop_old(catalog, 5, AFTER_ALL)
    assert (gone["announcements"], gone["occurrences"]) == (1, 1)


async def test_what_nobody_came_back_to_goes_after_a_day(catalog: Catalog) -> None:
    await fill(catalog.database)
    before = await sizes(catalog.database)
    await drop_waiting(catalog, AFTER_ALL)
    assert await sizes(catalog.database) == before | {"kept_forms": 0, "pending_imports": 0}


async def test_what_waits_since_today_stays(catalog: Catalog) -> None:
    await fill(catalog.database)
    before = await sizes(catalog.database)
    await drop_waiting(catalog, NOON + timedelta(hours=24))
    assert await sizes(catalog.database) == before


async def test_more_than_go_at_once_all_go(catalog: Catalog) -> None:
    number = 1_201
    async with catalog.database.transaction() as session:
        times = {"times": 1, "first_asked_at": NOON, "last_asked_at": NOON}
        session.add_all(MissedQuestionRow(owner_id=4711, text=f"Where is {one}?", **times) for one in range(number))
    assert (await drop_old(catalog, 5, AFTER_ALL))["missed_questions"] == number


async def test_last_change_can_still_be_undone(catalog: Catalog) -> None:
    await make.saved(catalog, make.talk("First"))
    await drop_old(catalog, 5, make.NOW + timedelta(days=1))
    async with catalog.database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM catalog_changes")) == 1
