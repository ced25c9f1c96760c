from collections.abc import Callable
from datetime import date

import pytest

from bot.search.completion import complete, complete_names
from bot.search.documents import SearchableTalk
from bot.search.index import Index

IndexOf = Callable[..., Index]
NAMES = ("Alex Leong", "Alejandro Saucedo", "Eliza Weisman", "Karel Čapek", "Łukasz Langa", "Matthew Rocklin")


@pytest.fixture
def index(index_of: IndexOf) -> Index:
    return index_of(
        SearchableTalk(
            id=1,
            title="Stretching CNI Boundaries with Service Meshes",
            speakers=("Alex Leong",),
            abstract="Zebras.",
            held_on=date(2022, 10, 25),
        ),
        SearchableTalk(id=2, title="Overview And State Of Linkerd", speakers=("Alex Leong",), held_on=date(2023, 4, 1)),
        SearchableTalk(id=3, title="The State of Kubernetes", speakers=("Karel Čapek",), held_on=date(2021, 4, 1)),
    )


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("stretching cni", (1,)),
        ("stret", (1,)),
        ("boundaries stretch", (1,)),
        ("alex le", (2, 1)),
        ("capek", (3,)),
        ("kubernets", (3,)),
        ("kuberent", (3,)),
        ("overveiw", (2,)),
        ("alex overview", (2,)),
        ("zebras", ()),
    ],
)
def test_what_is_typed_so_far_is_completed(index: Index, typed: str, offered: tuple[int, ...]) -> None:
    assert complete([index], typed) == offered


def test_title_that_begins_so_comes_before_one_that_holds_it(index_of: IndexOf) -> None:
    index = index_of(SearchableTalk(id=1, title="About Linkerd"), SearchableTalk(id=2, title="Linkerd about"))
    assert complete([index], "link") == (2, 1)


def test_newest_talks_are_offered_before_anything_is_typed(index: Index) -> None:
    assert complete([index], "", limit=2) == (2, 1)


def test_only_talks_among_those_allowed_are_offered(index: Index) -> None:
    assert complete([index], "alex", among=[1, 3]) == (1,)
    assert complete([index], "linkerd", among=[1, 3]) == ()


def test_several_indexes_are_completed_together(index: Index, index_of: IndexOf) -> None:
    own = index_of(SearchableTalk(id=9, title="State machines", held_on=date(2024, 1, 1)))
    assert complete([index, own], "state") == (9, 2, 3)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("al", ("Alejandro Saucedo", "Alex Leong")),
        ("leong", ("Alex Leong",)),
        ("capek", ("Karel Čapek",)),
        ("lukas", ("Łukasz Langa",)),
        ("eliza wiesman", ("Eliza Weisman",)),
        ("matt roc", ("Matthew Rocklin",)),
        ("zzz", ()),
    ],
)
def test_names_are_completed(typed: str, offered: tuple[str, ...]) -> None:
    assert set(complete_names(NAMES, typed)) == set(offered)


def test_first_names_are_offered_before_anything_is_typed() -> None:
    assert complete_names(NAMES, " ", limit=2) == NAMES[:2]
