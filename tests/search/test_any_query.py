"""Whatever anybody types is answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.completion import complete, complete_names
from bot.search.documents import SearchableTalk
from bot.search.explaining import explain
from bot.search.index import merge_segments
from bot.search.ranking import search
from bot.search.resolving import best_name
from bot.search.segments import build_segment

TITLES = ("Stretching CNI Boundaries", "Čapek's robots in C++", "机器学习入门", "Full-stack Django with Node.js", "")
TALKS = [
    SearchableTalk(id=at, title=title, speakers=("Ana Ruiz",), abstract="A Container Network Interface (CNI) talk.")
    for at, title in enumerate(TITLES)
]
INDEX = merge_segments([build_segment(TALKS)])
EMPTY = merge_segments([])
ODD = (
    "",
    " ",
    "a",
    "?",
    "🙂",
    "\ud800",
    "\0",
    "NEAR(a b) OR -c *",
    '"',
    "x" * 200,
    "é" * 200,
    ("ab " * 70)[:200],
    "1" * 200,
)

# Anything, and words that come close to the known ones.
QUERIES = st.one_of(
    st.text(st.characters(), max_size=200),
    st.text("cniapekdjo+-.'/机习 ", max_size=40),
)


def _ask(query: str) -> None:
    for indexes in ([INDEX], [INDEX, EMPTY], []):
        first = search(indexes, query, limit=5)
        assert first == search(indexes, query, limit=5)
        assert len(first.hits) <= first.total
        explain(indexes, query, limit=5)
        complete(indexes, query)
    complete_names(TITLES, query)
    best_name(TITLES, query)


@pytest.mark.parametrize("query", ODD)
def test_odd_query_is_answered(query: str) -> None:
    _ask(query)


@given(QUERIES)
def test_any_query_is_answered_the_same_way_twice(query: str) -> None:
    _ask(query)


@given(QUERIES, st.frozensets(st.integers(0, 6)))
def test_no_query_finds_a_talk_that_is_not_allowed(query: str, among: frozenset[int]) -> None:
    result = search([INDEX], query, limit=9, among=among)
    found = {talk_id for hit in result.hits for talk_id in (hit.talk_id, *hit.also_given)}
    assert found | {*result.nearest} | {*complete([INDEX], query, among=among)} <= among
