from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.catalog import SHARED, Scope
from bot.domain.history import Action, Actor
from bot.domain.imports import FieldChange, TalkChange
from bot.domain.talks import Link, Talk
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.changes.edit_talk import edit_talk, talk_to_edit
from bot.services.changes.talk_form import form_of
from bot.store import local_edits
from tests import make
from tests.services.catalogs import entries, footprint, found, imported, story

MODERATOR = Actor(42)
NINE = datetime(2024, 5, 10, 7, 0, tzinfo=UTC)
TALK = make.talk(
    "Gardening",
    key="g",
    speakers=(make.speaker("Ada Lovelace", role="Host"), make.speaker("Bob", affiliation="Soil Ltd")),
    abstract="How to grow tomatoes.",
    room="Main hall",
    held_on=date(2024, 5, 10),
    starts_at=NINE,
    ends_at=NINE + timedelta(minutes=30),
    url="https://example.org/g",
)


async def edited(catalog: Catalog, *, guild_id: int | None = None, **parts: Any) -> TalkChange:
    """The only talk of the owner, with these parts of its form typed anew."""
    (entry,) = [one for one in (await entries(catalog, Scope(guild_id))).values() if one.event.guild_id == guild_id]
    form = replace(form_of(entry), **parts)
    return await edit_talk(catalog, entry.id, form, guild_id=guild_id, actor=MODERATOR, now=make.NOW)


async def talk_now(catalog: Catalog) -> Talk:
    (entry,) = (await entries(catalog)).values()
    return entry.talk


async def edits_now(catalog: Catalog) -> dict[str, Any]:
    (entry,) = (await entries(catalog)).values()
    async with catalog.database.reading() as session:
        return dict((await local_edits.of_event(session, entry.event.id)).get(entry.id, {}))


async def test_every_field_of_the_form_can_be_edited(catalog: Catalog) -> None:
    await imported(catalog, TALK)
    await edited(
        catalog,
        title="Gardens",
        speakers="Ada Lovelace (Engines)\nCarol",
        when_and_room="2024-05-11 23:30–00:15\nCellar",
        links="Watch: https://youtu.be/abcdefghijk\nSlides: https://example.org/slides",
        abstract="Beans.\n\nAnd peas.",
    )
    late = datetime(2024, 5, 11, 21, 30, tzinfo=UTC)
    assert await talk_now(catalog) == replace(
        TALK,
        title="Gardens",
        speakers=(make.speaker("Ada Lovelace", role="Host", affiliation="Engines"), make.speaker("Carol")),
        held_on=date(2024, 5, 11),
        starts_at=late,
        ends_at=late + timedelta(minutes=45),
        room="Cellar",
        url=None,
        video_url="https://youtu.be/abcdefghijk",
        links=(Link(label="Slides", url="https://example.org/slides"),),
        abstract="Beans.\n\nAnd peas.",
    )
    assert await found(catalog, "beans") == ["Gardens"]
    assert await found(catalog, "tomatoes") == []


async def test_unchanged_form_changes_nothing(catalog: Catalog) -> None:
    await imported(catalog, TALK)
    before = await footprint(catalog)
    assert (await edited(catalog)).changes == ()
    assert (await footprint(catalog), await edits_now(catalog)) == (before, {})


@pytest.mark.parametrize(
    ("part", "text", "said"),
    [
        ("title", "  ", "Title"),
        ("speakers", "Ada (Engines", "Speakers"),
        ("when_and_room", "tomorrow\nCellar", "When"),
        ("when_and_room", "2024-02-31 10:00", "When"),
        ("links", "Slides", "Links"),
        ("links", "Slides: javascript:alert(1)", "Links"),
    ],
)
async def test_wrong_text_is_refused_and_writes_nothing(catalog: Catalog, part: str, text: str, said: str) -> None:
    await imported(catalog, TALK)
    before = await footprint(catalog)
    typed: dict[str, Any] = {part: text}
    with pytest.raises(UserError, match=said):
        await edited(catalog, **typed)
    assert (await footprint(catalog), await talk_now(catalog)) == (before, TALK)


async def test_edit_survives_an_import_which_tells_so(catalog: Catalog) -> None:
    await imported(catalog, TALK)
    await edited(catalog, title="Gardens")
    plan = await imported(catalog, replace(TALK, room="Cellar"))
    assert [change.kept for change in plan.kept] == [(FieldChange("title", "Gardens", "Gardening"),)]
    assert (await talk_now(catalog)).title == "Gardens"
    assert (await talk_now(catalog)).room == "Cellar"
    assert (await imported(catalog, replace(TALK, room="Cellar"))).changes_nothing


async def test_what_the_source_says_of_an_edited_field_is_remembered(catalog: Catalog) -> None:
    await imported(catalog, TALK)
    await edited(catalog, title="Gardens")
    assert await edits_now(catalog) == {"title": "Gardening"}
    before = await footprint(catalog)
    plan = await imported(catalog, replace(TALK, title="Growing"))
    assert plan.changes_nothing
    assert (await edits_now(catalog), await footprint(catalog)) == ({"title": "Growing"}, before)


async def test_editing_back_to_what_the_source_says_ends_the_edit(catalog: Catalog) -> None:
    await imported(catalog, TALK)
    await edited(catalog, title="Gardens", abstract="Beans.")
    await edited(catalog, title="Gardening")
    assert set(await edits_now(catalog)) == {"abstract"}
    await imported(catalog, replace(TALK, title="Growing"))
    assert (await talk_now(catalog)).title == "Growing"


async def test_edit_ends_where_the_source_comes_to_say_the_same(catalog: Catalog) -> None:
    await imported(catalog, TALK)
    await edited(catalog, title="Gardens")
    await imported(catalog, replace(TALK, title="Gardens"))
    assert await edits_now(catalog) == {}
    await imported(catalog, replace(TALK, title="Growing"))
    assert (await talk_now(catalog)).title == "Growing"


async def test_what_an_edit_erased_stays_erased(catalog: Catalog) -> None:
    await imported(catalog, TALK)
    await edited(catalog, abstract="")
    plan = await imported(catalog, TALK)
    assert plan.changes_nothing
    assert (await talk_now(catalog)).abstract is None


async def test_history_tells_who_edited_what(catalog: Catalog) -> None:
    await imported(catalog, TALK)
    await edited(catalog, title="Gardens", speakers="Ada Lovelace")
    change = (await story(catalog))[0].change
    assert (change.action, change.actor, change.note) == (Action.EDIT, MODERATOR, "Gardening")
    (record,) = change.talks
    assert record.before is not None
    assert record.after is not None
    assert (record.before["title"], record.after["title"]) == ("Gardening", "Gardens")
    assert [speaker["name"] for speaker in record.before["speakers"]] == ["Ada Lovelace", "Bob"]


async def test_server_edits_its_own_talks_only(catalog: Catalog) -> None:
    await imported(catalog, TALK)
    await imported(catalog, TALK, guild_id=7)
    await edited(catalog, guild_id=7, title="Ours")
    assert await found(catalog, "gardening", SHARED) == ["Gardening"]
    (shared,) = (await entries(catalog)).values()
    with pytest.raises(UserError, match="shared by all servers"):
        await talk_to_edit(catalog, shared.id, 7)
    own = next(entry for entry in (await entries(catalog, Scope(7))).values() if entry.event.guild_id == 7)
    with pytest.raises(UserError, match="no longer in the catalog"):
        await talk_to_edit(catalog, own.id, 8)
