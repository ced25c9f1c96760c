"""A slice of the evaluation (`make eval`) that runs with the tests, so that ranking cannot get worse unseen.

250 talks of pyvideo (CC0), 40 of them asked for in four ways, the others those that are found beside them. The floors
are a little below what was reached when the slice was taken: raise them with the ranking.
"""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.search.documents import SearchableTalk
from bot.search.index import Index, merge_segments
from bot.search.ranking import search
from bot.search.segments import build_segment

_LINES = gzip.decompress((Path(__file__).parent / "frozen_slice.jsonl.gz").read_bytes()).decode().splitlines()
_RECORDS: list[dict[str, Any]] = [json.loads(line) for line in _LINES]
_KEYS = [record["key"] for record in _RECORDS if "key" in record]
_ASKED = [record for record in _RECORDS if "question" in record]


@pytest.fixture(scope="module")
def index() -> Index:
    return merge_segments([build_segment([_talk(number) for number in range(len(_KEYS))])])


def _talk(number: int) -> SearchableTalk:
    record = _RECORDS[number]
    return SearchableTalk(
        id=number,
        title=record["title"],
        speakers=tuple(record["speakers"]),
        tags=tuple(record["tags"]),
        abstract=record["abstract"],
        event_names=(record["event"],),
        language=record["language"],
        held_on=date.fromisoformat(record["held_on"]) if record["held_on"] else None,
    )


def _rank(index: Index, query: str, wanted: set[str]) -> int:
    """0 where none of the wanted talks is among the first ten."""
    hits = search([index], query, limit=10).hits
    found = [{_KEYS[talk_id] for talk_id in (hit.talk_id, *hit.also_given)} for hit in hits]
    return next((at for at, keys in enumerate(found, 1) if keys & wanted), 0)


@pytest.mark.parametrize(
    ("kind", "first", "among_ten"),
    [("keywords", 0.925, 1.0), ("typo", 0.875, 1.0), ("speaker", 0.9, 1.0), ("question", 0.375, 0.8)],
)
def test_wanted_talk_is_found_as_often_as_ever(index: Index, kind: str, first: float, among_ten: float) -> None:
    ranks = [_rank(index, record[kind], {record["id"], *record["same_talk"]}) for record in _ASKED]
    assert sum(rank == 1 for rank in ranks) / len(ranks) >= first
    assert sum(rank > 0 for rank in ranks) / len(ranks) >= among_ten
