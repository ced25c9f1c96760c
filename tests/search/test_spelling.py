from collections.abc import Callable

import pytest

from bot.search.documents import SearchableTalk
from bot.search.index import Index
from bot.search.ranking import search

IndexOf = Callable[..., Index]


def _talk(id: int, title: str, *speakers: str) -> SearchableTalk:
    return SearchableTalk(id=id, title=title, speakers=speakers)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("kuberentes", "kubernetes"),
        ("kubernetse", "kubernetes"),
        ("kubbernetes", "kubernetes"),
        ("kubernetws", "kubernetes"),
        ("kybernetes", "kubernetes"),
        ("secruity", "security"),
        ("wiesman", "Weisman"),
        ("schrieber", "Schreiber"),
        ("mathew", "Matthew"),
        ("filip", "Philip"),
        ("masterfull", "Masterful"),
    ],
)
def test_misspelt_word_is_understood(index_of: IndexOf, typed: str, known: str) -> None:
    result = search([index_of(_talk(1, f"Meet {known} here"), _talk(2, "Quite another matter"))], typed, limit=5)
    assert [hit.talk_id for hit in result.hits] == [1]
    assert result.corrected == known.lower()


def test_correction_fits_the_other_words(index_of: IndexOf) -> None:
    index = index_of(
        _talk(1, "Storm chasing in Kansas"),
        _talk(2, "Stork watching in Poland"),
        _talk(3, "Stork watching in Spain"),
        _talk(4, "Chasing your dreams"),
    )
    assert search([index], "stor chasing", limit=1).corrected is not None
    result = search([index], "stirm chasing", limit=1)
    assert (result.hits[0].talk_id, result.corrected) == (1, "storm chasing")


def test_known_word_is_never_corrected(index_of: IndexOf) -> None:
    talks = [_talk(at, f"Storm number {at}") for at in range(2, 30)]
    result = search([index_of(_talk(1, "Strom aus Wind"), *talks)], "strom", limit=30)
    assert result.corrected is None
    assert result.hits[0].talk_id == 1


def test_rare_word_may_stand_for_a_much_commoner_one(index_of: IndexOf) -> None:
    storms = [_talk(at, f"Storm number {at}") for at in range(2, 30)]
    others = [_talk(at, f"Other matter {at}") for at in range(100, 200)]
    wanted, graphs = _talk(30, "Storm with neo4j"), _talk(31, "Graphs in neo4j")
    index = index_of(_talk(1, "Strom aus Wind"), *storms, wanted, graphs, *others)
    result = search([index], "strom neo4j", limit=30)
    assert result.hits[0].talk_id == 30
    assert result.corrected is None


def test_word_that_only_hidden_talks_have_is_not_suggested(index_of: IndexOf) -> None:
    index = index_of(_talk(1, "Project Zanzibar"), _talk(2, "Public matters"))
    hidden = search([index], "zanzibra", limit=5, among=[2])
    assert (hidden.hits, hidden.corrected) == ((), None)
    assert search([index], "zanzibra", limit=5, among=[1]).corrected == "zanzibar"


def test_word_of_another_index_is_not_suggested(index_of: IndexOf) -> None:
    others = index_of(_talk(1, "Project Zanzibar"))
    mine = index_of(_talk(2, "Public matters"))
    assert search([mine], "zanzibra", limit=5).corrected is None
    assert search([mine, others], "zanzibra", limit=5).corrected == "zanzibar"


def test_word_like_no_other_changes_nothing(index_of: IndexOf) -> None:
    result = search([index_of(_talk(1, "Rust for all"))], "rust qqqqqqqqq", limit=5)
    assert ([hit.talk_id for hit in result.hits], result.corrected) == ([1], None)
