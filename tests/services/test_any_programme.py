"""What holds for any programme: an export is read back as it was, and importing twice equals once."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from bot.domain.catalog import SHARED
from bot.domain.events import Event
from bot.domain.exports import ExportFormat
from bot.domain.filters import EVERYTHING
from bot.domain.talks import Talk
from bot.services.catalog import Catalog
from bot.services.changes.export_event import export_event
from bot.store import talks as talk_rows
from tests import make
from tests.services.catalogs import carried_out, emptied, entries, exports, file_order, footprint, imported
from tests.services.programmes import programmes

# Each example empties the one database of its test.
EXAMPLES = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Programme = tuple[Event, tuple[Talk, ...]]


async def all_talks(catalog: Catalog) -> set[Talk]:
    async with catalog.database.reading() as session:
        return {entry.talk for entry in await talk_rows.programme(session, EVERYTHING, SHARED, offset=0, limit=100)}


async def exported(catalog: Catalog, export_format: ExportFormat) -> str:
    """The one event that is there."""
    event = next(iter((await entries(catalog)).values())).event
    return (await export_event(catalog, f"id:{event.id}", SHARED, export_format, make.NOW))[1]


@pytest.mark.parametrize("export_format", [ExportFormat.YAML, ExportFormat.JSON, ExportFormat.CSV])
@EXAMPLES
@given(programme=programmes())
async def test_export_makes_the_same_catalog_anew(
    catalog: Catalog, export_format: ExportFormat, programme: Programme
) -> None:
    event, talks = programme
    catalog = await emptied(catalog)
    await imported(catalog, *talks, of=event)
    if not await entries(catalog):
        return
    before, text = await exports(catalog), await exported(catalog, export_format)
    wishes = {"event": event.name, "time_zone": event.time_zone} if export_format is ExportFormat.CSV else {}
    catalog = await emptied(catalog)
    await carried_out(catalog, file_order(text, f"x.{export_format}", **wishes))
    if export_format is ExportFormat.CSV:
        assert await all_talks(catalog) == set(talks)
    else:
        assert await exports(catalog) == before


@EXAMPLES
@given(programme=programmes())
async def test_calendar_carries_the_talks_that_have_a_day(catalog: Catalog, programme: Programme) -> None:
    event, talks = programme
    catalog = await emptied(catalog)
    await imported(catalog, *talks, of=event)
    # A calendar's status is one word, so of a cancelled talk it does not say that its title is not final.
    told = (replace(talk, title_confirmed=talk.title_confirmed or talk.cancelled) for talk in talks)
    dated = {talk for talk in told if talk.held_on is not None}
    if not dated:
        return
    text = await exported(catalog, ExportFormat.ICS)
    catalog = await emptied(catalog)
    await carried_out(catalog, file_order(text, "x.ics", event=event.name, time_zone=event.time_zone))
    assert await all_talks(catalog) == dated


@EXAMPLES
@given(programme=programmes())
async def test_importing_twice_equals_once(catalog: Catalog, programme: Programme) -> None:
    event, talks = programme
    catalog = await emptied(catalog)
    await imported(catalog, *talks, of=event)
    before = await exports(catalog), await footprint(catalog)
    plan = await imported(catalog, *talks, of=event)
    assert plan.changes_nothing
    assert (await exports(catalog), await footprint(catalog)) == before


async def test_calendar_carries_backslashes(catalog: Catalog) -> None:
    """Of which some are letters of an escape, and others look like it."""
    hard = r"\N, \n; \\N \\"
    talk = make.talk(
        hard, key=hard, abstract=hard, tags=(hard,), speakers=(make.speaker(hard),), held_on=make.NOW.date()
    )
    await imported(catalog, talk, of=make.event(hard))
    text = await exported(catalog, ExportFormat.ICS)
    catalog = await emptied(catalog)
    await carried_out(catalog, file_order(text, "x.ics", event=hard, time_zone="Europe/Prague"))
    assert await all_talks(catalog) == {talk}
