from collections.abc import Callable

import pytest

from bot.search.documents import SearchableTalk
from bot.search.index import Index, merge_segments
from bot.search.segments import build_segment

IndexOf = Callable[..., Index]


@pytest.fixture
def index_of() -> IndexOf:
    """The index of some talks of one event."""

    def build(*talks: SearchableTalk) -> Index:
        return merge_segments([build_segment(talks)])

    return build
