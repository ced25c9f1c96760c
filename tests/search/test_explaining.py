from collections.abc import Callable

import pytest

from bot.search.documents import SearchableTalk
from bot.search.explaining import explain
from bot.search.index import Index
from bot.search.ranking import search

IndexOf = Callable[..., Index]


def test_every_word_is_explained_with_its_fields(index_of: IndexOf) -> None:
    index = index_of(
        SearchableTalk(id=1, title="Debugging networks", tags=("networking",), abstract="Of tcpdump."),
        SearchableTalk(id=2, title="Rust"),
    )
    (explanation,) = explain([index], "netwroks tcpdump rust", limit=1)
    found = [(matched.typed, matched.read_as, matched.fields) for matched in explanation.matched]
    assert found == [("netwroks", "networks", ("title", "tags")), ("tcpdump", "tcpdump", ("abstract",))]


def test_parts_add_up_to_the_score_of_the_search(index_of: IndexOf) -> None:
    index = index_of(SearchableTalk(id=1, title="Zarr and dask"), SearchableTalk(id=2, title="Rust"))
    (explanation,) = explain([index], "zarr dask", limit=1)
    assert explanation.coverage == 1
    words = sum(matched.score for matched in explanation.matched)
    assert words + explanation.standing == pytest.approx(explanation.score, abs=0.001)
    assert explanation.score == search([index], "zarr dask", limit=1).hits[0].score
