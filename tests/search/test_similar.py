from collections.abc import Callable

from bot.search.documents import SearchableTalk
from bot.search.index import Index
from bot.search.similar import similar

IndexOf = Callable[..., Index]


def _talk(id: int, title: str, abstract: str = "", *speakers: str, event: str = "PyCon") -> SearchableTalk:
    return SearchableTalk(id=id, title=title, abstract=abstract, speakers=speakers, event_names=(event,))


CHUNKS = _talk(1, "Chunked arrays in Zarr", "How Zarr keeps tensors in chunks.", "Ana Ruiz")
FORMATS = _talk(2, "Zarr or HDF5 for arrays", "Both keep tensors.", "Bo Li", event="SciPy")
BEES = _talk(3, "Bees on my roof", "Ana Ruiz tells of honey.", "Ana Ruiz")
AGAIN = _talk(4, "Chunked arrays in Zarr", "How Zarr keeps tensors in chunks.", "Ana Ruiz", event="EuroPython")
OTHERS = tuple(_talk(at, f"Quite another matter {at}", "Nothing to see.") for at in range(10, 30))


def test_talk_that_shares_rare_words_is_similar_not_the_speaker_s_other_ones(index_of: IndexOf) -> None:
    assert similar([index_of(CHUNKS, FORMATS, BEES, *OTHERS)], 1) == (2,)


def test_other_deliveries_are_left_out_of_both(index_of: IndexOf) -> None:
    index = index_of(CHUNKS, FORMATS, AGAIN, *OTHERS)
    assert similar([index], 1) == (2,)
    assert similar([index], 2) in {(1,), (4,)}


def test_only_talks_among_those_allowed_are_similar(index_of: IndexOf) -> None:
    index = index_of(CHUNKS, FORMATS, AGAIN, *OTHERS)
    assert similar([index], 2, among={2, 4}) == (4,)
    assert similar([index], 2, among={2}) == ()


def test_talks_of_all_indexes_are_similar(index_of: IndexOf) -> None:
    assert similar([index_of(CHUNKS, *OTHERS), index_of(FORMATS)], 2) == (1,)


def test_what_all_talks_of_an_event_say_makes_none_alike(index_of: IndexOf) -> None:
    said = "Recorded by kind volunteers with borrowed cameras."
    index = index_of(*(_talk(at, f"Matter{at} of interest{at}", said) for at in range(1, 13)), *OTHERS)
    assert similar([index], 1) == ()


def test_unknown_talk_is_like_no_other(index_of: IndexOf) -> None:
    assert similar([index_of(CHUNKS)], 7) == ()
    assert similar([], 7) == ()
