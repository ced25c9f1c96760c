import pytest

from bot.search.documents import SearchableTalk
from bot.search.index import Index
from bot.search.keywords import keywords
from tests.search.conftest import IndexOf

MESSAGE = "Hi, Ada here (ada@example.org, +49 30 1234567)! My boss hates how the CNI plugins race each other :-("


@pytest.fixture
def index(index_of: IndexOf) -> Index:
    return index_of(
        SearchableTalk(id=1, title="Stretching CNI Boundaries", abstract="Plugins race with each other."),
        SearchableTalk(id=2, title="A day with my boss", abstract="Plugins of the mind."),
    )


def test_words_that_talks_have_stay_in_their_order_and_no_others(index: Index) -> None:
    assert keywords([index], MESSAGE, 60) == "boss cni plugins race"


def test_everyday_words_go_first_where_there_is_no_room_for_all(index: Index) -> None:
    assert keywords([index], MESSAGE, 11) == "cni plugins"
    assert keywords([index], MESSAGE, 6) == "cni"


def test_text_of_nothing_that_talks_are_about_has_none(index: Index) -> None:
    assert keywords([index], "Zzyzx, qwfp!", 60) == ""
    assert keywords([], MESSAGE, 60) == ""
