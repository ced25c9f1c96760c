from collections.abc import Callable

import pytest

from bot.search.documents import SearchableTalk
from bot.search.index import Index
from bot.search.ranking import search
from bot.search.topics import on_topic, search_topic

IndexOf = Callable[..., Index]

_LONG = "Many words about quite another matter, its history, its people and what became of them in the end. " * 9


@pytest.fixture
def index(index_of: IndexOf) -> Index:
    return index_of(
        SearchableTalk(id=1, title="Rust for network drivers", abstract="Why Rust makes drivers of networks safe."),
        SearchableTalk(id=2, title="Safe parsers", tags=("rust",), abstract="Rust takes care of parsers."),
        SearchableTalk(id=3, title="Gardens", abstract=f"{_LONG} One fence had rust on it. {_LONG}"),
        SearchableTalk(id=4, title="Iptables for newcomers"),
        SearchableTalk(id=5, title="Canary releases"),
        *(SearchableTalk(id=at, title=f"Other matter {at}") for at in range(10, 20)),
    )


@pytest.mark.parametrize(
    ("topic", "ids"),
    [
        ("rust", {1, 2}),
        ("rust drivers", {1}),
        ("iptabels", {4}),
        ("beginner iptables", {4}),
        ("canary deployments", {5}),
        ("rust cooking", set()),
        ("knitting", set()),
        ("", set()),
    ],
)
def test_talks_are_on_a_topic_that_they_speak_of_more_than_in_passing(index: Index, topic: str, ids: set[int]) -> None:
    assert on_topic([index], topic) == ids


def test_topic_is_looked_for_among_the_talks_that_may_be_found(index: Index) -> None:
    assert on_topic([index], "rust", among={2, 3, 10}) == {2}


def test_search_for_a_topic_leaves_out_what_merely_shares_a_word(index: Index) -> None:
    found = search_topic([index], "rust", limit=10)
    assert ([hit.talk_id for hit in found.hits], found.total) == ([1, 2], 2)


def test_where_no_talk_is_on_the_topic_those_are_near_that_share_a_word(index: Index) -> None:
    found = search_topic([index], "rust cooking", limit=10)
    assert (found.hits, found.nearest[0]) == ((), 1)


def test_everyday_word_is_no_slip_for_a_word_of_the_trade(index_of: IndexOf) -> None:
    index = index_of(SearchableTalk(id=1, title="Hooking into the kernel"), SearchableTalk(id=2, title="Deep learning"))
    assert search([index], "cooking", limit=5).hits == ()
