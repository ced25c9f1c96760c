from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.search.documents import SearchableTalk
from bot.search.index import Index
from bot.search.ranking import search

IndexOf = Callable[..., Index]


def _shown(index: Index, query: str) -> dict[int, tuple[int, ...]]:
    return {hit.talk_id: hit.also_given for hit in search([index], query, limit=9).hits}


def _talk(id: int, title: str, *speakers: str, abstract: str | None = None) -> SearchableTalk:
    return SearchableTalk(id=id, title=title, speakers=speakers, abstract=abstract, held_on=date(2020, 1, id))


def test_same_speaker_and_nearly_same_title_is_one_talk(index_of: IndexOf) -> None:
    index = index_of(
        _talk(1, "Keep your frozen apps fresh", "Ryan Kelly"), _talk(2, "Keep your frozen app fresh", "Ryan Kelly")
    )
    assert _shown(index, "keep frozen apps fresh") in ({1: (2,)}, {2: (1,)})


@pytest.mark.parametrize(
    ("title", "longer"),
    [
        ("Get Instrumented", "Ryan Kelly - Get Instrumented - PyCon AU 2020"),
        ("Shiny, let's be bad guys", "Shiny, let's be bad guys: exploiting web applications"),
        ("Advanced f-strings in anger", "Advanced f strings in anger"),
        ("SSL all the things", "SSL All The Things!"),
    ],
)
def test_names_and_subtitles_in_a_title_make_no_other_talk(index_of: IndexOf, title: str, longer: str) -> None:
    one, other = _talk(1, title, "Ryan Kelly"), _talk(2, longer, "Ryan James Kelly")
    index = index_of(replace(one, event_names=("PyCon AU 2020",)), replace(other, event_names=("PyCon AU 2020",)))
    assert _shown(index, title) in ({1: (2,)}, {2: (1,)})


@pytest.mark.parametrize(
    ("title", "other_title"),
    [
        ("Python Module of the Month: csv", "Python Module of the Month: itertools"),
        ("Keynote", "Keynote"),
        ("State of Packaging 2019", "State of Packaging 2020"),
    ],
)
def test_other_talks_of_one_speaker_stay_apart(index_of: IndexOf, title: str, other_title: str) -> None:
    index = index_of(_talk(1, title, "Ryan Kelly"), _talk(2, other_title, "Ryan Kelly"))
    assert _shown(index, "ryan kelly") == {1: (), 2: ()}


def test_same_title_and_text_is_one_talk_without_speakers(index_of: IndexOf) -> None:
    index = index_of(
        _talk(1, "Opening", abstract="Hello all of you."), _talk(2, "Opening", abstract="Hello all of you.")
    )
    assert _shown(index, "opening") == {2: (1,)}


def test_lightning_talks_are_many(index_of: IndexOf) -> None:
    index = index_of(
        _talk(1, "Lightning Talks", abstract="Friday."),
        _talk(2, "Lightning Talks", abstract="Saturday."),
        _talk(3, "Lightning Talks", "Ana Ruiz"),
        _talk(4, "Lightning Talks", "Ana Ruiz"),
    )
    assert _shown(index, "lightning talks") == {1: (), 2: (), 3: (), 4: ()}


def test_other_speaker_gives_another_talk(index_of: IndexOf) -> None:
    title = "Introduction to property based testing"
    index = index_of(_talk(1, title, "Ana Ruiz"), _talk(2, title, "Bo Li"))
    assert _shown(index, "property based testing") == {1: (), 2: ()}


def test_parts_of_a_series_are_apart(index_of: IndexOf) -> None:
    index = index_of(
        _talk(1, "Machine learning tutorial part 1", "Ana Ruiz"),
        _talk(2, "Machine learning tutorial part 2", "Ana Ruiz"),
    )
    assert _shown(index, "machine learning tutorial") == {1: (), 2: ()}


def test_twin_takes_no_place_among_the_hits(index_of: IndexOf) -> None:
    index = index_of(
        _talk(1, "Deep dive into Zarr storage", "Ana Ruiz"),
        _talk(2, "Deep dive into Zarr storage", "Ana Ruiz"),
        _talk(3, "Notes", "Bo Li", abstract="zarr"),
    )
    hits = search([index], "zarr", limit=2).hits
    assert [(hit.talk_id, hit.also_given) for hit in hits] == [(2, (1,)), (3, ())]
