from dataclasses import replace

import pytest

from bot.domain.history import OPERATOR
from bot.domain.imports import FieldChange, RecordingPlan
from bot.errors import SourceError
from bot.services.catalog import Catalog
from bot.services.changes.edit_talk import edit_talk
from bot.services.changes.talk_form import form_of
from bot.store import local_edits
from tests import make
from tests.services.catalogs import carried_out, entries, file_order, footprint, imported

VIDEO = "https://youtu.be/aaaaaaaaaaa"
LIST = f"""
- [Gardening for everybody]({VIDEO})
- [Lightning Talks](https://youtu.be/bbbbbbbbbbb)
- [Something else entirely](https://youtu.be/ccccccccccc)
"""
GARDENING = make.talk("Gardening for everybody", key="g")
LIGHTNING = (make.talk("Lightning Talks", key="l1"), make.talk("Lightning Talks", key="l2"))


async def linked(catalog: Catalog, text: str = LIST, **wishes: object) -> RecordingPlan:
    plan = await carried_out(catalog, file_order(text, "videos.md", **wishes))
    assert isinstance(plan, RecordingPlan)
    return plan


async def test_sure_recordings_are_linked_and_the_others_left_to_a_person(catalog: Catalog) -> None:
    await imported(catalog, GARDENING, *LIGHTNING)
    plan = await linked(catalog)
    assert [(change.entry.talk.title, change.changes) for change in plan.changed] == [
        ("Gardening for everybody", (FieldChange("video_url", None, VIDEO),))
    ]
    assert [len(doubt.candidates) for doubt in plan.unsure] == [2]
    assert [recording.title for recording in plan.unmatched] == ["Something else entirely"]
    assert (await entries(catalog))["Gardening for everybody"].talk.video_url == VIDEO


async def test_same_list_again_changes_nothing(catalog: Catalog) -> None:
    await imported(catalog, GARDENING)
    await linked(catalog)
    before = await footprint(catalog)
    plan = await linked(catalog)
    assert (plan.changes_nothing, plan.unchanged, await footprint(catalog)) == (True, 1, before)


async def test_links_survive_the_schedules_next_import(catalog: Catalog) -> None:
    await imported(catalog, GARDENING)
    await linked(catalog)
    assert (await imported(catalog, GARDENING)).changes_nothing
    assert (await entries(catalog))["Gardening for everybody"].talk.video_url == VIDEO


async def test_event_is_the_one_whose_talks_fit(catalog: Catalog) -> None:
    await imported(catalog, make.talk("Pottery"), of=make.event("Other Conf"))
    await imported(catalog, GARDENING)
    assert (await linked(catalog)).event.event.name == "Café Conf 2024"


async def test_named_event_is_taken_even_where_nothing_fits(catalog: Catalog) -> None:
    await imported(catalog, make.talk("Pottery"), of=make.event("Other Conf"))
    await imported(catalog, GARDENING)
    plan = await linked(catalog, event="Other Conf")
    assert (plan.event.event.name, plan.changed) == ("Other Conf", ())


async def test_list_that_fits_no_event_is_refused(catalog: Catalog) -> None:
    await imported(catalog, make.talk("Pottery"))
    with pytest.raises(SourceError, match="fit no event of the catalog: give the event's name"):
        await linked(catalog)


async def test_recording_that_was_edited_stays_and_is_told(catalog: Catalog) -> None:
    await imported(catalog, GARDENING)
    entry = (await entries(catalog))["Gardening for everybody"]
    form = replace(form_of(entry), links="Watch: https://youtu.be/zzzzzzzzzzz")
    await edit_talk(catalog, entry.id, form, guild_id=None, actor=OPERATOR, now=make.NOW)
    plan = await linked(catalog)
    assert [change.kept for change in plan.kept] == [(FieldChange("video_url", "https://youtu.be/zzzzzzzzzzz", VIDEO),)]
    assert plan.changes_nothing
    await edit_talk(
        catalog,
        entry.id,
        replace(form, title="Gardens", links=f"Watch: {VIDEO}"),
        guild_id=None,
        actor=OPERATOR,
        now=make.NOW,
    )
    async with catalog.database.reading() as session:
        assert await local_edits.of_event(session, entry.event.id) == {entry.id: {"title": "Gardening for everybody"}}
    await linked(catalog, LIST.replace("Gardening for everybody", "Gardens"))
    async with catalog.database.reading() as session:
        assert await local_edits.of_event(session, entry.event.id) == {entry.id: {"title": "Gardening for everybody"}}


async def test_server_links_its_own_talks_only(catalog: Catalog) -> None:
    await imported(catalog, GARDENING)
    await imported(catalog, GARDENING, guild_id=7)
    plan = await linked(catalog, guild_id=7)
    assert plan.event.guild_id == 7
    assert (await entries(catalog))["Gardening for everybody"].talk.video_url is None
