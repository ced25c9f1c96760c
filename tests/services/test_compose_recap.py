"""The first draft of a recap, and what moderators write over it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.catalog import SHARED, CatalogEvent, CatalogTalk, Scope
from bot.domain.event_recaps import NO_EDITS, Grouping, Recap, RecapEdits, in_numbers
from bot.domain.recaps import RecapMaterial, Theme
from bot.domain.talks import Talk
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.recaps.compose_recap import compose_recap, composed, open_recap
from bot.services.recaps.first_sentences import first_sentences
from bot.store import recaps
from tests import make

GUILD = 4711


def recap(*talks: Talk, edits: RecapEdits = NO_EDITS, **event: Any) -> Recap:
    of = CatalogEvent(1, None, make.event(**event))
    return composed(of, [CatalogTalk(number, of, talk) for number, talk in enumerate(talks, 1)], edits)


def told(title: str, **parts: Any) -> Talk:
    return make.talk(title, **{"abstract": f"About {title}, in some detail."} | parts)


def titles(given: Recap) -> dict[str | None, list[str]]:
    return {group.name: [talk.entry.talk.title for talk in group.talks] for group in given.groups}


async def test_draft_of_the_seed_is_its_material(seeded: Catalog) -> None:
    draft = await compose_recap(seeded, "kubecon detroit", SHARED)
    material = draft.event.event.recap
    assert material is not None
    assert (draft.introduction, draft.themes, draft.highlights, draft.what_next) == (
        material.scope,
        material.themes,
        material.highlights,
        material.what_next,
    )
    assert draft.headline == "KubeCon + CloudNativeCon North America 2022: the recap"
    assert draft.closing == (
        "After “KubeCon Detroit 2022 Wrapup” by Flynn, Buoyant: https://buoyant.io/blog/kubecon-detroit-wrapup"
    )
    assert in_numbers(draft) == "9 talks · 10 speakers · 8 recordings"
    assert [(group.name, len(group.talks)) for group in draft.groups] == [
        ("Tuesday, 25 October", 3),
        ("Wednesday, 26 October", 2),
        ("Friday, 28 October", 1),
        ("Day not known", 3),
    ]


async def test_unknown_event_is_explained(seeded: Catalog) -> None:
    with pytest.raises(UserError, match="No event is called “xqzzy vrrgl”"):
        await compose_recap(seeded, "xqzzy vrrgl", SHARED)
    with pytest.raises(UserError, match="no longer in the catalog"):
        await open_recap(seeded, 99, SHARED)


async def test_every_summary_of_the_seed_stands_in_its_abstract(seeded: Catalog) -> None:
    for talk in (await compose_recap(seeded, "kubecon", SHARED)).all_talks:
        assert talk.summary
        assert talk.summary in (talk.entry.talk.abstract or "")


def test_event_without_material_has_a_draft_too() -> None:
    video = {"video_url": "https://youtu.be/x"}
    draft = recap(told("Sails", **video), told("Oars"), name="Harbour Conf")
    assert (draft.headline, draft.introduction, draft.closing) == (
        "Harbour Conf: the recap",
        "What there was to hear at Harbour Conf. Talks that can be watched stand first.",
        "",
    )
    assert recap(told("Sails", **video)).introduction.endswith("Every talk can be watched.")


def test_talks_with_recordings_come_first_then_as_they_were_held() -> None:
    morning, noon = (datetime(2024, 5, 10, hour, tzinfo=UTC) for hour in (8, 12))
    talks = (
        told("Noon", starts_at=noon),
        told("Morning", starts_at=morning),
        told("Recorded", starts_at=noon, video_url="https://youtu.be/x"),
    )
    assert titles(recap(*talks)) == {None: ["Recorded", "Morning", "Noon"]}


def test_breaks_and_cancelled_talks_are_left_out() -> None:
    draft = recap(told("Sails"), make.talk("Lunch"), told("Gone", cancelled=True))
    assert titles(draft) == {None: ["Sails"]}
    assert [entry.talk.title for entry in draft.left_out] == ["Lunch", "Gone"]
    assert draft.programme == 1


@pytest.mark.parametrize(
    ("parts", "grouping"),
    [
        ([{"held_on": date(2024, 5, 10)}, {"held_on": date(2024, 5, 11)}, {}], Grouping.DAY),
        ([{"held_on": date(2024, 5, 10), "track": "Sea"}, {"held_on": date(2024, 5, 10), "track": "Land"}], "track"),
        ([{"part_of": "Day Zero"}, {"track": "Sea"}], Grouping.TRACK),
        ([{"tags": ("go", "x")}, {"tags": ("go",)}, {"tags": ("rust",)}, {"tags": ("rust", "y")}], Grouping.TOPIC),
        ([{"tags": ("go",)}, {"tags": ("rust",)}, {}], Grouping.NONE),
        ([], Grouping.NONE),
    ],
)
def test_grouping_is_the_first_that_parts_the_talks(parts: list[dict[str, Any]], grouping: Grouping) -> None:
    assert recap(*(told(f"Talk {at}", **known) for at, known in enumerate(parts))).grouping == grouping


def test_days_of_very_many_talks_give_way_to_tracks() -> None:
    talks = [
        told(f"Talk {at}", held_on=date(2024, 5, 10 + at % 2), track="Sea" if at % 3 else "Land") for at in range(90)
    ]
    assert recap(*talks).grouping is Grouping.TRACK
    assert [(group.name, len(group.talks)) for group in recap(*talks).groups] == [("Sea", 60), ("Land", 30)]


def test_topics_are_tags_that_talks_share() -> None:
    talks = (
        told("A", tags=("go", "cli")),
        told("B", tags=("cli", "go")),
        told("C", tags=("go",)),
        told("D", tags=("tui",)),
    )
    assert titles(recap(*talks, edits=RecapEdits(grouping=Grouping.TOPIC))) == {
        "go": ["A", "B", "C"],
        "More talks": ["D"],
    }


def test_what_moderators_wrote_stands_over_the_draft() -> None:
    edits = RecapEdits(
        headline="Ahoy",
        introduction="",
        themes=(Theme(title="Wind", text="Much of it."),),
        closing="See you.",
        grouping=Grouping.NONE,
        picture=False,
        put_in=frozenset({3}),
        left_out=frozenset({1}),
        order=(3, 2),
        summaries={2: "Ours."},
    )
    material = RecapMaterial(scope="All.", highlights=("One",))
    written = recap(told("Sails"), told("Oars"), make.talk("Lunch"), told("Knots"), edits=edits, recap=material)
    assert (written.headline, written.introduction, written.closing) == ("Ahoy", "", "See you.")
    assert (written.themes, written.highlights) == ((Theme(title="Wind", text="Much of it."),), ("One",))
    assert titles(written) == {None: ["Lunch", "Oars", "Knots"]}
    assert [talk.summary for talk in written.all_talks] == [None, "Ours.", "About Knots, in some detail."]
    assert not written.picture
    assert in_numbers(written) == "3 talks"


def test_only_chosen_talks_are_in_where_the_others_are_out() -> None:
    edits = RecapEdits(others=False, put_in=frozenset({2}))
    written = recap(told("Sails"), told("Oars"), told("Knots"), edits=edits)
    assert titles(written) == {None: ["Oars"]}
    assert in_numbers(written) == "1 of 3 talks"


async def test_edits_are_kept_for_each_server(seeded: Catalog) -> None:
    edits = RecapEdits(
        headline="Ahoy",
        themes=(Theme(title="Wind", text="Much."),),
        what_next=(),
        grouping=Grouping.TRACK,
        put_in=frozenset({5}),
        left_out=frozenset({1, 2}),
        order=(4, 3),
        summaries={4: "Ours."},
    )
    event = (await compose_recap(seeded, "kubecon", SHARED)).event
    async with seeded.database.transaction() as session:
        await recaps.put_edits(session, GUILD, event.id, NO_EDITS, editor_id=1, edited_at=make.NOW)
        await recaps.put_edits(session, GUILD, event.id, edits, editor_id=1, edited_at=make.NOW)
    async with seeded.database.reading() as session:
        assert await recaps.edits_of(session, GUILD, event.id) == edits
    assert (await compose_recap(seeded, "kubecon", Scope(GUILD))).headline == "Ahoy"
    assert (await compose_recap(seeded, "kubecon", Scope(GUILD + 1))).headline.startswith("KubeCon")
    async with seeded.database.transaction() as session:
        await recaps.drop_edits(session, GUILD, event.id)
    assert (await compose_recap(seeded, "kubecon", Scope(GUILD))).headline.startswith("KubeCon")


@pytest.mark.parametrize(
    ("abstract", "summary"),
    [
        (None, None),
        ("   ", None),
        ("It lives.", "It lives."),
        (
            "Two engineers follow one packet. The second half is practical. More follows.",
            "Two engineers follow one packet. The second half is practical.",
        ),
        (
            "Ever wondered why? Then come! This talk shows how tides are measured.",
            "This talk shows how tides are measured.",
        ),
        (
            "And so on and so forth. The tide is measured by a float in a well.",
            "The tide is measured by a float in a well.",
        ),
        (
            "# About\n\nThe tide is measured by a float\nin a well.\n\nSecond.",
            "The tide is measured by a float in a well.",
        ),
        ("Topics covered:\n\n- wind\n- rain", "Topics covered:"),
        (
            "A sentence that is long enough to stand alone, for it tells all that anybody ever wants to know. Next.",
            "A sentence that is long enough to stand alone, for it tells all that anybody ever wants to know.",
        ),
        ("Short beginning of a talk. " + "But then a very long one " * 14 + ".", "Short beginning of a talk."),
    ],
)
def test_summary_is_the_first_sentences_that_say_what_it_is_about(abstract: str | None, summary: str | None) -> None:
    assert first_sentences(abstract) == summary
