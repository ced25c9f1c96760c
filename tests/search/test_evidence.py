"""The thresholds themselves are measured by `make eval`, on real questions and on such that no conference answers."""

from collections.abc import Callable

import pytest

from bot.search.documents import SearchableTalk
from bot.search.evidence import enough
from bot.search.index import Index
from bot.search.ranking import search

IndexOf = Callable[..., Index]


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("cni", True),
        ("how do I keep CNI plugins from overwriting each other?", True),
        ("who speaks about race conditions?", True),
        ("who won the football match?", False),
        ("what wine goes with a network of salmon and trout?", False),
        ("", False),
    ],
)
def test_question_is_answered_only_by_a_talk_about_it(index_of: IndexOf, question: str, *, answered: bool) -> None:
    index = index_of(
        SearchableTalk(
            id=1,
            title="Stretching CNI boundaries",
            abstract="How plugins overwrite each other in a race condition of the network.",
        ),
        SearchableTalk(id=2, title="Something of another network"),
        *(SearchableTalk(id=at, title=f"Other matter {at}") for at in range(10, 20)),
    )
    assert enough(search([index], question, limit=3)) is answered


def test_word_that_no_talk_has_weakens_what_the_others_find(index_of: IndexOf) -> None:
    index = index_of(SearchableTalk(id=1, title="Zarr"), SearchableTalk(id=2, title="Dask"))
    whole, half = (search([index], query, limit=1).hits[0] for query in ("zarr", "zarr qqqqqqqqq"))
    assert whole.strength > half.strength
    assert whole.coverage == 1 > half.coverage
