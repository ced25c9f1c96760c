from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.catalog import SHARED, Scope
from bot.domain.history import OPERATOR, Action
from bot.domain.imports import FieldChange, ProgrammePlan
from bot.domain.talks import Talk
from bot.errors import SourceError, UserError
from bot.importers.formats import SourceFolder
from bot.services.catalog import Catalog
from bot.services.changes import import_source
from bot.services.changes.apply_plan import apply_plan
from bot.services.changes.import_source import HeldBack, ImportOrder, ImportWishes, carry_out_import, preview_import
from bot.store import batches
from tests import make
from tests.services.catalogs import (
    carried_out,
    entries,
    exports,
    file_order,
    footprint,
    found,
    imported,
    order_of,
    story,
)

DAY = date(2024, 5, 10)
NINE = datetime(2024, 5, 10, 7, 0, tzinfo=UTC)
GARDENING = make.talk(
    "Gardening for everybody",
    speakers=(make.speaker("Ada Lovelace"),),
    abstract="How to grow tomatoes.",
    room="Main hall",
    track="Outdoors",
    held_on=DAY,
    starts_at=NINE,
    ends_at=NINE + timedelta(minutes=30),
    language="en",
    tags=("plants",),
    url="https://example.org/gardening",
)
CARPENTRY = make.talk("Carpentry", held_on=DAY, starts_at=NINE + timedelta(hours=1))
POTTERY = make.talk("Pottery", held_on=DAY, starts_at=NINE + timedelta(hours=2))
ALL = (GARDENING, CARPENTRY, POTTERY)


def titles(talks: tuple[Talk, ...]) -> list[str]:
    return [talk.title for talk in talks]


async def test_new_event_holds_the_talks_and_search_finds_them(catalog: Catalog) -> None:
    plan = await imported(catalog, *ALL)
    assert (plan.known, titles(plan.new), plan.unchanged) == (None, titles(ALL), 0)
    assert {entry.talk for entry in (await entries(catalog)).values()} == set(ALL)
    assert await found(catalog, "tomatoes") == ["Gardening for everybody"]


async def test_preview_writes_nothing(catalog: Catalog) -> None:
    (plan,) = await preview_import(catalog, order_of(*ALL))
    assert isinstance(plan, ProgrammePlan)
    assert len(plan.new) == 3
    assert await entries(catalog) == {}
    assert await footprint(catalog) == (0, 0)


async def test_same_file_again_changes_nothing(catalog: Catalog) -> None:
    await imported(catalog, *ALL)
    before = await exports(catalog), await footprint(catalog)
    plan = await imported(catalog, *ALL)
    assert plan.changes_nothing
    assert plan.unchanged == 3
    assert (await exports(catalog), await footprint(catalog)) == before


async def test_changed_fields_are_told_with_before_and_after(catalog: Catalog) -> None:
    await imported(catalog, *ALL)
    plan = await imported(catalog, replace(GARDENING, title="Gardening", tags=("plants", "soil")), CARPENTRY, POTTERY)
    (change,) = plan.changed
    assert change.changes == (
        FieldChange("title", "Gardening for everybody", "Gardening"),
        FieldChange("tags", ("plants",), ("plants", "soil")),
    )
    assert (change.moved, change.cancelled, plan.unchanged) == (False, False, 2)
    assert await found(catalog, "soil") == ["Gardening"]


async def test_talk_with_another_time_or_room_is_moved(catalog: Catalog) -> None:
    await imported(catalog, *ALL)
    later = replace(CARPENTRY, starts_at=NINE + timedelta(hours=5))
    plan = await imported(catalog, replace(GARDENING, room="Cellar"), later, POTTERY)
    assert [change.entry.talk.title for change in plan.moved] == ["Gardening for everybody", "Carpentry"]


async def test_room_that_becomes_known_is_no_move(catalog: Catalog) -> None:
    await imported(catalog, *ALL)
    plan = await imported(catalog, GARDENING, replace(CARPENTRY, room="Cellar"), POTTERY)
    assert (len(plan.changed), plan.moved) == (1, ())


async def test_cancelled_talk_is_kept_and_marked(catalog: Catalog) -> None:
    await imported(catalog, *ALL)
    plan = await imported(catalog, replace(GARDENING, cancelled=True), CARPENTRY, POTTERY)
    assert plan.cancelled == 1
    assert (await entries(catalog))["Gardening for everybody"].talk.cancelled


async def test_talk_that_is_gone_is_removed_and_not_found(catalog: Catalog) -> None:
    await imported(catalog, *ALL)
    plan = await imported(catalog, GARDENING, CARPENTRY)
    assert [entry.talk for entry in plan.gone] == [POTTERY]
    assert set(await entries(catalog)) == {"Gardening for everybody", "Carpentry"}
    assert await found(catalog, "pottery") == []


async def test_what_a_source_does_not_know_erases_nothing(catalog: Catalog) -> None:
    await imported(catalog, GARDENING)
    plan = await imported(catalog, Talk(key=GARDENING.key, title=GARDENING.title))
    assert plan.changes_nothing
    assert (await entries(catalog))[GARDENING.title].talk == GARDENING


async def test_days_of_the_talks_do_not_narrow_those_of_the_event(catalog: Catalog) -> None:
    await imported(catalog, *ALL)
    of_talks = make.event(starts_on=DAY, ends_on=DAY)
    assert (await imported(catalog, *ALL, of=of_talks)).changes_nothing
    earlier = make.event(starts_on=date(2024, 5, 9), ends_on=DAY)
    assert [change.field for change in (await imported(catalog, *ALL, of=earlier)).event_changes] == [
        "starts_on",
        "ends_on",
    ]


async def test_ids_stay_through_every_kind_of_change(catalog: Catalog) -> None:
    await imported(catalog, *ALL)
    ids = {title: entry.id for title, entry in (await entries(catalog)).items()}
    await imported(
        catalog, replace(GARDENING, title="Gardens", starts_at=NINE - timedelta(hours=1)), CARPENTRY, POTTERY
    )
    now = {title: entry.id for title, entry in (await entries(catalog)).items()}
    assert now == {"Gardens": ids["Gardening for everybody"], **{key: ids[key] for key in ("Carpentry", "Pottery")}}


async def test_key_that_the_source_renames_is_told_and_the_talk_stays(catalog: Catalog) -> None:
    await imported(catalog, *ALL)
    before = (await entries(catalog))["Carpentry"]
    plan = await imported(catalog, GARDENING, replace(CARPENTRY, key="wood"), POTTERY)
    assert [change.changes for change in plan.changed] == [(FieldChange("key", "carpentry", "wood"),)]
    after = (await entries(catalog))["Carpentry"]
    assert (after.id, after.talk.key) == (before.id, "wood")
    assert (await imported(catalog, GARDENING, replace(CARPENTRY, key="wood"), POTTERY)).changes_nothing


async def test_key_that_now_means_another_talk_settles_at_once(catalog: Catalog) -> None:
    await imported(catalog, make.talk("One", key="1", held_on=DAY))
    await imported(catalog, make.talk("One", key="2", held_on=DAY), accept_losses=True)
    both = (make.talk("One", key="2", held_on=DAY), make.talk("Other", key="1", held_on=date(2024, 5, 12)))
    assert titles((await imported(catalog, *both)).new) == ["Other"]
    assert (await imported(catalog, *both)).changes_nothing


@pytest.mark.parametrize("left", [(), (GARDENING,)], ids=["empty", "two-of-three-gone"])
async def test_loss_is_held_back_until_it_is_accepted(catalog: Catalog, left: tuple[Talk, ...]) -> None:
    await imported(catalog, *ALL)
    before = await exports(catalog), await footprint(catalog)
    with pytest.raises(HeldBack) as held:
        await imported(catalog, *left)
    assert "nothing was written" in str(held.value)
    assert (await exports(catalog), await footprint(catalog)) == before
    plan = await imported(catalog, *left, accept_losses=True)
    assert plan.held_back
    assert set(await entries(catalog)) == set(titles(left))


async def test_third_of_the_talks_may_go_without_asking(catalog: Catalog) -> None:
    await imported(catalog, *ALL)
    assert (await imported(catalog, GARDENING, CARPENTRY)).held_back is None


async def test_empty_source_of_a_new_event_is_not_held_back(catalog: Catalog) -> None:
    assert (await imported(catalog)).held_back is None


async def test_good_records_are_kept_and_bad_ones_reported(catalog: Catalog) -> None:
    text = """
event: {name: Café Conf 2024}
talks:
  - {key: good, title: Gardening}
  - {key: bad, title: Pottery, date: tomorrow}
  - {title: Carpentry}
"""
    plan = await carried_out(catalog, file_order(text))
    assert [refusal.record for refusal in plan.refused] == ["talk 2 (bad)", "talk 3 (Carpentry)"]
    assert set(await entries(catalog)) == {"Gardening"}


async def test_unreadable_source_is_refused_and_writes_nothing(catalog: Catalog) -> None:
    with pytest.raises(SourceError, match="no known format"):
        await carried_out(catalog, file_order("Dear reader"))
    assert await footprint(catalog) == (0, 0)


async def test_history_tells_who_when_and_what(catalog: Catalog) -> None:
    await imported(catalog, GARDENING, CARPENTRY, POTTERY)
    await imported(catalog, replace(GARDENING, room="Cellar"), CARPENTRY)
    newest, oldest = await story(catalog)
    assert (newest.change.action, newest.change.actor, newest.change.changed_at) == (Action.IMPORT, OPERATOR, make.NOW)
    assert (newest.change.event_name, newest.change.note) == ("Café Conf 2024", "schedule.yaml")
    changed, gone = newest.change.talks
    assert (changed.before, changed.after) == ({"room": "Main hall"}, {"room": "Cellar"})
    assert gone.before is not None
    assert (gone.before["title"], gone.after) == ("Pottery", None)
    assert oldest.change.event_before is None
    assert [record.after for record in oldest.change.talks] == [{"title": title} for title in titles(ALL)]


async def test_error_midway_leaves_everything_as_it_was(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    await imported(catalog, *ALL)
    before = await exports(catalog), await footprint(catalog), await found(catalog, "tomatoes")
    files = {f"{name}/category.json": f'{{"title": "{name}"}}'.encode() for name in ("One", "Two", "Three")} | {
        f"{name}/videos/a.json": b'{"title": "Tomatoes", "speakers": []}' for name in ("One", "Two", "Three")
    }
    order = ImportOrder(source=SourceFolder("pyvideo", files), location="pyvideo", wishes=ImportWishes())
    written = 0

    async def stumble(*arguments: object) -> None:
        nonlocal written
        await apply_plan(*arguments)  # type: ignore[arg-type]  # whatever the caller hands over
        written += 1
        if written == 2:
            raise RuntimeError("midway")

    monkeypatch.setattr(import_source, "apply_plan", stumble)
    with pytest.raises(RuntimeError, match="midway"):
        await carry_out_import(catalog, order, actor=OPERATOR, now=make.NOW)
    assert (await exports(catalog), await footprint(catalog), await found(catalog, "tomatoes")) == before


async def test_folder_of_many_events_makes_as_many(catalog: Catalog) -> None:
    files = {
        "one/category.json": b'{"title": "Conf One"}',
        "one/videos/a.json": b'{"title": "Gardening", "speakers": ["Ada Lovelace"]}',
        "two/category.json": b'{"title": "Conf Two"}',
        "two/videos/b.json": b'{"title": "Pottery", "speakers": []}',
    }
    order = ImportOrder(source=SourceFolder("pyvideo", files), location="pyvideo", wishes=ImportWishes())
    progress: list[tuple[int, int]] = []
    plans = await carry_out_import(
        catalog, order, actor=OPERATOR, now=make.NOW, progress=lambda events, talks: progress.append((events, talks))
    )
    assert len(plans) == 2
    assert {entry.event.event.name for entry in (await entries(catalog)).values()} == {"Conf One", "Conf Two"}
    assert progress == [(1, 1), (2, 2)]


async def test_event_that_a_folder_holds_twice_keeps_the_talks_of_both(catalog: Catalog) -> None:
    files = {
        "one/category.json": b'{"title": "The Conf"}',
        "one/videos/a.json": b'{"title": "Gardening", "speakers": []}',
        "two/category.json": b'{"title": "The Conf"}',
        "two/videos/b.json": b'{"title": "Pottery", "speakers": []}',
    }
    order = ImportOrder(source=SourceFolder("pyvideo", files), location="pyvideo", wishes=ImportWishes())
    for _ in range(2):
        await carry_out_import(catalog, order, actor=OPERATOR, now=make.NOW)
        assert set(await entries(catalog)) == {"Gardening", "Pottery"}
    assert len(await story(catalog)) == 2


async def test_same_event_in_two_servers_stays_two_and_the_shared_one_is_untouched(catalog: Catalog) -> None:
    await imported(catalog, *ALL)
    shared = await exports(catalog), await footprint(catalog)
    await imported(catalog, GARDENING, guild_id=7)
    await imported(catalog, replace(GARDENING, room="Cellar"), CARPENTRY, guild_id=8)
    assert (await exports(catalog), await footprint(catalog)) == shared
    assert await found(catalog, "carpentry", SHARED) == ["Carpentry"]
    own = [entry for entry in (await entries(catalog, Scope(7))).values() if entry.event.guild_id == 7]
    assert [entry.talk for entry in own] == [GARDENING]
    assert set(await exports(catalog, 7)) == {"cafe-conf-2024.yaml"}


async def test_event_is_named_by_reference_or_name_and_keeps_its_name(catalog: Catalog) -> None:
    await imported(catalog, GARDENING)
    (entry,) = (await entries(catalog)).values()
    other = make.event("Another name")
    for wanted in (f"id:{entry.event.id}", "café CONF 2024"):
        plan = await imported(catalog, GARDENING, CARPENTRY, of=other, event=wanted)
        assert plan.known is not None
        assert plan.event.name == "Café Conf 2024"
    assert {entry.event.id for entry in (await entries(catalog)).values()} == {entry.event.id}


async def test_server_cannot_import_into_a_shared_event(catalog: Catalog) -> None:
    await imported(catalog, GARDENING)
    (entry,) = (await entries(catalog)).values()
    with pytest.raises(UserError, match="shared by all servers, or gone"):
        await imported(catalog, CARPENTRY, guild_id=7, event=f"id:{entry.event.id}")


async def test_talk_gone_from_one_source_stays_where_another_has_it(catalog: Catalog) -> None:
    await imported(catalog, *ALL, location="a.yaml")
    await imported(catalog, GARDENING, replace(POTTERY, key="b-pottery"), location="b.yaml")
    plan = await imported(catalog, GARDENING, CARPENTRY, location="a.yaml")
    assert (plan.gone, [entry.talk.title for entry in plan.elsewhere]) == ((), ["Pottery"])
    pottery = (await entries(catalog))["Pottery"]
    assert pottery.talk.key == "b-pottery"
    assert (await imported(catalog, GARDENING, CARPENTRY, location="a.yaml")).changes_nothing
    assert [entry.id for entry in (await imported(catalog, GARDENING, location="b.yaml", accept_losses=True)).gone] == [
        pottery.id
    ]


async def test_second_source_knows_the_same_talks_by_other_keys(catalog: Catalog) -> None:
    await imported(catalog, *ALL, location="a.yaml")
    other = [replace(talk, key=str(number)) for number, talk in enumerate(ALL)]
    plan = await imported(catalog, *other, location="b.yaml")
    assert plan.changes_nothing
    assert {entry.talk for entry in (await entries(catalog)).values()} == set(ALL)


async def test_more_talks_than_a_statement_takes(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_MOST", 7)
    many = [make.talk(f"Talk {number}", speakers=(make.speaker(f"Speaker {number}"),)) for number in range(30)]
    await imported(catalog, *many)
    await imported(catalog, *(replace(talk, room="Hall") for talk in many))
    assert {entry.talk.room for entry in (await entries(catalog)).values()} == {"Hall"}
    await imported(catalog, accept_losses=True)
    assert await entries(catalog) == {}
