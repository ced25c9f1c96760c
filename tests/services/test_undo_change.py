"""Undo brings back exactly the catalog before: what an export writes, and what search finds."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.catalog import Scope
from bot.domain.history import OPERATOR, Action
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.changes.edit_talk import edit_talk
from bot.services.changes.remove_from_catalog import remove_event, remove_talk
from bot.services.changes.talk_form import form_of
from bot.services.changes.undo_change import change_to_undo, undo_change
from bot.store import local_edits, sources
from tests import make
from tests.services.catalogs import (
    carried_out,
    entries,
    exports,
    file_order,
    found,
    imported,
    story,
    undone,
)

DAY = date(2024, 5, 10)
GARDENING = make.talk("Gardening", held_on=DAY, speakers=(make.speaker("Ada"),), tags=("soil",))
CARPENTRY = make.talk("Carpentry", held_on=DAY)
POTTERY = make.talk("Pottery", held_on=DAY)

Change = Callable[[Catalog], Awaitable[object]]


async def remove_one(catalog: Catalog) -> None:
    entry = (await entries(catalog))["Gardening"]
    await remove_talk(catalog, entry.id, guild_id=None, actor=OPERATOR, now=make.NOW)


async def remove_all(catalog: Catalog) -> None:
    entry = (await entries(catalog))["Gardening"]
    await remove_event(catalog, entry.event.id, guild_id=None, actor=OPERATOR, now=make.NOW)


async def edit_one(catalog: Catalog, title: str = "Gardens") -> None:
    entry = next(one for one in (await entries(catalog)).values() if one.talk.key == "gardening")
    form = replace(form_of(entry), title=title, abstract="Beans.")
    await edit_talk(catalog, entry.id, form, guild_id=None, actor=OPERATOR, now=make.NOW)


async def import_changes(catalog: Catalog) -> None:
    """One changed, one gone, one new, the event's place."""
    talks = (replace(GARDENING, title="Growing", tags=()), CARPENTRY, make.talk("Weaving"))
    await imported(catalog, *talks, of=make.event(city="Brno"))


async def import_with_other_keys(catalog: Catalog) -> None:
    await imported(catalog, *(replace(talk, key=f"a-{talk.key}") for talk in (GARDENING, CARPENTRY, POTTERY)))


async def import_new_event(catalog: Catalog) -> None:
    await imported(catalog, make.talk("Weaving"), of=make.event("Other Conf"))


async def import_second_source(catalog: Catalog) -> None:
    await imported(catalog, replace(GARDENING, key="1", room="Cellar"), make.talk("Weaving"), location="b.yaml")


async def import_recordings(catalog: Catalog) -> None:
    await carried_out(catalog, file_order("- [Gardening](https://youtu.be/abcdefghijk)\n", "videos.md"))


async def let_a_talk_go_that_another_source_has(catalog: Catalog) -> None:
    await imported(catalog, GARDENING, CARPENTRY)


CHANGES = (
    remove_one,
    remove_all,
    edit_one,
    import_changes,
    import_with_other_keys,
    import_new_event,
    import_second_source,
    import_recordings,
)


async def state(catalog: Catalog) -> object:
    ids = {title: entry.id for title, entry in (await entries(catalog)).items()}
    searches = {
        word: await found(catalog, word) for word in ("gardening", "growing", "ada", "beans", "weaving", "soil")
    }
    return await exports(catalog), ids, searches


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
async def test_undo_brings_back_the_catalog_before(catalog: Catalog, change: Change) -> None:
    await imported(catalog, GARDENING, CARPENTRY, POTTERY)
    before = await state(catalog)
    await change(catalog)
    assert await state(catalog) != before
    await undone(catalog)
    assert await state(catalog) == before


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
async def test_what_was_undone_can_be_done_again(catalog: Catalog, change: Change) -> None:
    await imported(catalog, GARDENING, CARPENTRY, POTTERY)
    await change(catalog)
    after = await exports(catalog)
    await undone(catalog)
    await change(catalog)
    assert await exports(catalog) == after


async def test_all_changes_are_undone_one_by_one_newest_first(catalog: Catalog) -> None:
    states = [await state(catalog)]
    for change in (
        lambda known: imported(known, GARDENING, CARPENTRY, POTTERY),
        edit_one,
        import_second_source,
        import_new_event,
        import_changes,
        let_a_talk_go_that_another_source_has,
    ):
        await change(catalog)
        states.append(await state(catalog))
    while len(states) > 1:
        assert await state(catalog) == states.pop()
        await undone(catalog)
    assert await state(catalog) == states[0]
    with pytest.raises(UserError, match="nothing to undo"):
        await change_to_undo(catalog, None)


async def test_undo_gives_a_talk_its_first_sources_key_again(catalog: Catalog) -> None:
    await imported(catalog, GARDENING, CARPENTRY, POTTERY, location="a.yaml")
    await imported(catalog, replace(POTTERY, key="other"), location="b.yaml")
    before = await state(catalog)
    await imported(catalog, GARDENING, CARPENTRY, location="a.yaml")
    assert (await entries(catalog))["Pottery"].talk.key == "other"
    await undone(catalog)
    assert await state(catalog) == before


async def test_undo_takes_the_key_that_an_older_source_gave_a_younger_ones_talk(catalog: Catalog) -> None:
    await imported(catalog, GARDENING, location="a.yaml")
    await imported(catalog, POTTERY, location="b.yaml")
    before = await state(catalog)
    await imported(catalog, GARDENING, replace(POTTERY, key="other", room="Cellar"), location="a.yaml")
    assert (await entries(catalog))["Pottery"].talk.key == "other"
    await undone(catalog)
    assert await state(catalog) == before


async def test_removal_of_an_edited_talk_gives_its_edits_back(catalog: Catalog) -> None:
    await imported(catalog, GARDENING, CARPENTRY)
    await edit_one(catalog, title="Gardening")
    await remove_one(catalog)
    await undone(catalog)
    entry = (await entries(catalog))["Gardening"]
    async with catalog.database.reading() as session:
        assert await local_edits.of_event(session, entry.event.id) == {entry.id: {"abstract": None}}
    assert (await imported(catalog, replace(GARDENING, abstract="Peas."), CARPENTRY)).kept


async def test_undone_import_of_a_new_source_forgets_the_source(catalog: Catalog) -> None:
    await imported(catalog, GARDENING)
    await import_second_source(catalog)
    await undone(catalog)
    (entry,) = (await entries(catalog)).values()
    async with catalog.database.reading() as session:
        assert [source.location for source in await sources.of_event(session, entry.event.id)] == ["schedule.yaml"]


async def test_removed_event_is_put_back_though_its_sources_number_was_taken(catalog: Catalog) -> None:
    await imported(catalog, GARDENING, CARPENTRY)
    before = await state(catalog)
    await remove_all(catalog)
    await imported(catalog, POTTERY, guild_id=7)
    await undone(catalog)
    assert await state(catalog) == before
    assert (await imported(catalog, GARDENING, CARPENTRY)).changes_nothing
    assert (await imported(catalog, POTTERY, guild_id=7)).changes_nothing


async def test_undo_is_refused_where_something_else_happened_meanwhile(catalog: Catalog) -> None:
    await imported(catalog, GARDENING)
    looked_at = await change_to_undo(catalog, None)
    await edit_one(catalog)
    before = await state(catalog)
    with pytest.raises(UserError, match="in the meantime"):
        await undo_change(catalog, looked_at.id, guild_id=None, actor=OPERATOR, now=make.NOW)
    assert await state(catalog) == before


async def test_undo_is_done_once(catalog: Catalog) -> None:
    await imported(catalog, GARDENING)
    change = await undone(catalog)
    with pytest.raises(UserError, match="in the meantime"):
        await undo_change(catalog, change.id, guild_id=None, actor=OPERATOR, now=make.NOW)


async def test_undoing_is_told_in_history_and_cannot_be_undone(catalog: Catalog) -> None:
    await imported(catalog, GARDENING)
    await edit_one(catalog)
    await undone(catalog)
    undoing, edit, _ = await story(catalog)
    assert (undoing.change.action, undoing.change.note) == (Action.UNDO, "edit: Gardening")
    assert edit.change.undone
    assert (await change_to_undo(catalog, None)).change.action == Action.IMPORT


async def test_server_undoes_its_own_changes_only(catalog: Catalog) -> None:
    await imported(catalog, GARDENING)
    await imported(catalog, GARDENING, guild_id=7)
    await imported(catalog, GARDENING, guild_id=8)
    await undone(catalog, 7)
    assert await exports(catalog, 7) == {}
    assert set(await exports(catalog, 8)) == set(await exports(catalog)) == {"cafe-conf-2024.yaml"}
    with pytest.raises(UserError, match="nothing to undo"):
        await change_to_undo(catalog, 7)


async def test_server_removes_only_what_is_its_own(catalog: Catalog) -> None:
    await imported(catalog, GARDENING)
    (entry,) = (await entries(catalog, Scope(7))).values()
    with pytest.raises(UserError, match="shared by all servers"):
        await remove_talk(catalog, entry.id, guild_id=7, actor=OPERATOR, now=make.NOW)
    with pytest.raises(UserError, match="shared by all servers"):
        await remove_event(catalog, entry.event.id, guild_id=7, actor=OPERATOR, now=make.NOW)
