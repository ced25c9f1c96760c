"""Whatever is done to a catalog in whatever order: undo after undo gives back each state that was there before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.catalog import CatalogTalk
from bot.domain.history import OPERATOR
from bot.domain.talks import Talk
from bot.services.catalog import Catalog
from bot.services.changes.edit_talk import edit_talk
from bot.services.changes.remove_from_catalog import remove_event, remove_talk
from bot.services.changes.talk_form import form_of
from tests import make
from tests.services.catalogs import emptied, entries, exports, footprint, found, imported, undone

DAY = date(2024, 5, 10)
WORDS = ("gardening", "pottery", "carpentry", "weaving", "owls")
TALKS = st.lists(
    st.builds(
        Talk,
        key=st.sampled_from("abcde"),
        title=st.sampled_from(WORDS),
        cancelled=st.booleans(),
        room=st.none() | st.sampled_from(["Main hall", "Cellar"]),
        held_on=st.none() | st.just(DAY),
        tags=st.sampled_from([(), ("soil",)]),
        speakers=st.sampled_from([(), (make.speaker("Ada"),)]),
    ),
    max_size=5,
    unique_by=lambda talk: talk.key,
)
IMPORTS = st.tuples(st.just("import"), st.sampled_from(["a.yaml", "b.yaml"]), TALKS)
OTHERS = st.tuples(
    st.sampled_from(["edit", "remove", "remove event", "undo"]), st.integers(0, 9), st.sampled_from(WORDS)
)
# What is done; the source or the place of a talk; the talks or a word.
Step: TypeAlias = tuple[str, Any, Any]
STEPS: st.SearchStrategy[list[Step]] = st.lists(IMPORTS | OTHERS, min_size=1, max_size=8)


async def take(catalog: Catalog, step: Step) -> None:
    """Import, edit or remove; where there is nothing to edit or remove, nothing happens."""
    what, where, which = step
    if what == "import":
        await imported(catalog, *which, location=str(where), accept_losses=True)
        return
    there = sorted((await entries(catalog)).values(), key=lambda entry: entry.id)
    if there:
        await change(catalog, what, there[int(where) % len(there)], str(which))


async def change(catalog: Catalog, what: str, entry: CatalogTalk, word: str) -> None:
    if what == "edit":
        form = replace(form_of(entry), title=word, abstract=word)
        await edit_talk(catalog, entry.id, form, guild_id=None, actor=OPERATOR, now=make.NOW)
    elif what == "remove":
        await remove_talk(catalog, entry.id, guild_id=None, actor=OPERATOR, now=make.NOW)
    else:
        await remove_event(catalog, entry.event.id, guild_id=None, actor=OPERATOR, now=make.NOW)


async def state(catalog: Catalog) -> tuple[Mapping[str, str], Mapping[str, list[str]]]:
    return await exports(catalog), {word: sorted(await found(catalog, word)) for word in ("gardening", "soil", "ada")}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_undo_returns_to_each_state_before(catalog: Catalog, steps: list[Step]) -> None:
    catalog = await emptied(catalog)
    states = [await state(catalog)]
    for step in steps:
        if step[0] == "undo":
            await undo_one(catalog, states)
            continue
        before = await footprint(catalog)
        await take(catalog, step)
        now = await state(catalog)
        if (await footprint(catalog))[1] > before[1]:
            states.append(now)
        else:
            assert now == states[-1]
    while len(states) > 1:
        await undo_one(catalog, states)
    assert await exports(catalog) == {}


async def undo_one(catalog: Catalog, states: list[tuple[Mapping[str, str], Mapping[str, list[str]]]]) -> None:
    if len(states) == 1:
        return
    await undone(catalog)
    states.pop()
    assert await state(catalog) == states[-1]
