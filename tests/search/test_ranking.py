from collections.abc import Callable
from datetime import date

import pytest

from bot.search.documents import SearchableTalk
from bot.search.index import Index
from bot.search.ranking import SearchResult, search

IndexOf = Callable[..., Index]


def _ids(result: SearchResult) -> list[int]:
    return [hit.talk_id for hit in result.hits]


def _talk(id: int, title: str, abstract: str | None = None) -> SearchableTalk:
    return SearchableTalk(id=id, title=title, abstract=abstract)


def test_title_counts_more_than_abstract(index_of: IndexOf) -> None:
    index = index_of(_talk(1, "Release week", "We speak of flagger."), _talk(2, "Flagger", "We speak of releases."))
    assert _ids(search([index], "flagger", limit=5)) == [2, 1]


def test_short_text_counts_more_than_the_same_words_in_a_long_one(index_of: IndexOf) -> None:
    long = "Kyverno appears once. " + "Here we go on about quite other matters of the day. " * 30
    index = index_of(_talk(1, "Policies", long), _talk(2, "Policies", "Kyverno appears once."))
    assert _ids(search([index], "kyverno", limit=5)) == [2, 1]


def test_rare_word_counts_more_than_common_one(index_of: IndexOf) -> None:
    common = [_talk(at, f"Python for reason {at}") for at in range(3, 12)]
    index = index_of(_talk(1, "Python in the morning"), _talk(2, "Kombucha in the morning"), *common)
    assert _ids(search([index], "python kombucha", limit=2))[0] == 2


def test_talk_with_all_words_comes_before_talks_with_one(index_of: IndexOf) -> None:
    index = index_of(
        _talk(1, "Zarr Zarr Zarr", "All about zarr and zarr."),
        _talk(2, "Storage", "How zarr and dask meet."),
        _talk(3, "Dask Dask", "All about dask."),
    )
    assert _ids(search([index], "zarr dask", limit=3))[0] == 2


def test_words_side_by_side_come_before_the_same_words_apart(index_of: IndexOf) -> None:
    apart = "Gateway of cities and then, after many other words about trains and ships, an API."
    together = "API of cities and then, after many other words about trains and ships, a gateway API."
    index = index_of(_talk(1, "One", apart), _talk(2, "Two", together), _talk(3, "Three", apart))
    assert _ids(search([index], "gateway api", limit=3))[0] == 2


def test_title_that_begins_with_the_query_comes_first(index_of: IndexOf) -> None:
    index = index_of(_talk(1, "Scaling teams with Linkerd"), _talk(2, "Linkerd with scaling teams"))
    assert _ids(search([index], "linkerd", limit=2)) == [2, 1]


def test_newest_comes_first_among_equals(index_of: IndexOf) -> None:
    talks = [
        SearchableTalk(id=at, title="Welcome to Rust", speakers=(f"Person{at}",), held_on=held_on)
        for at, held_on in enumerate([date(2019, 1, 1), date(2023, 1, 1), None, date(2021, 1, 1)])
    ]
    years = index_of(*talks)
    assert _ids(search([years], "rust", limit=9)) == [1, 3, 0, 2]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Debugging containers", "debug container"),
        ("Karel Čapek and robots", "capek"),
        ("Extending scikit-learn", "scikitlearn"),
        ("Extending scikit-learn", "scikit learn"),
        ("Scikitlearn for all", "scikit-learn"),
        ("TensorFlow at scale", "tensor flow"),
        ("Full stack web", "fullstack"),
        ("Race conditions hurt", "RaceConditions"),
        ("Advanced f-strings", "fstrings"),
        ("Modern C++", "c++"),
        ("Async in C#", "c#"),
        ("From .NET to Go", ".net"),
        ("Node.js streams", "nodejs"),
        ("K8s at home", "kubernetes"),
        ("机器学习入门", "学习"),
        ("Djangoで作るアプリ", "作る"),
        ("파이썬으로 배우는 통계", "파이썬"),
        ("GraphQL subscriptions", "graphql"),
        ("Visualisation of maps", "visualization"),
        ("Inference with PyMC 3", "pymc3"),
        ("Kubernetes networking", "kuber"),
    ],
)
def test_other_spellings_and_forms_are_found(index_of: IndexOf, title: str, query: str) -> None:
    index = index_of(_talk(1, title), _talk(2, "Something else entirely"))
    assert _ids(search([index], query, limit=5)) == [1]


def test_word_forms_follow_the_language_of_the_talk(index_of: IndexOf) -> None:
    german = SearchableTalk(id=1, title="Datenbanken", abstract="Eine Datenbank.", language="de")
    index = index_of(german, _talk(2, "Networks"))
    assert _ids(search([index], "datenbanken", limit=5)) == [1]
    assert _ids(search([index], "network", limit=5)) == [2]


def test_abbreviation_explained_in_one_talk_works_both_ways_in_all(index_of: IndexOf) -> None:
    index = index_of(
        _talk(1, "Pod plumbing", "The Container Network Interface (CNI) explained."),
        _talk(2, "CNI pitfalls"),
        _talk(3, "Writing a container network interface"),
    )
    assert set(_ids(search([index], "cni", limit=5))) == {1, 2, 3}
    assert set(_ids(search([index], "container network interface", limit=5))) == {1, 2, 3}


def test_abbreviation_explained_only_by_a_hidden_talk_means_nothing(index_of: IndexOf) -> None:
    index = index_of(
        _talk(1, "Pod plumbing", "The Container Network Interface (CNI) explained."),
        _talk(2, "CNI pitfalls"),
        _talk(3, "Writing a container network interface"),
    )
    assert _ids(search([index], "cni", limit=5, among={2, 3})) == [2]
    assert set(_ids(search([index], "cni", limit=5, among={1, 3}))) == {1, 3}


@pytest.mark.parametrize(
    "query", ["pycon-au-2015", "pyconau 2015", "pycon au 15", "pyconau", "writethedocs", "write the docs 2015"]
)
def test_event_is_found_as_people_call_it(index_of: IndexOf, query: str) -> None:
    names = ("PyCon AU 2015",) if "au" in query else ("Write the Docs Europe 2015",)
    wanted = SearchableTalk(id=1, title="Rust", event_names=names, held_on=date(2015, 8, 1))
    earlier = SearchableTalk(id=2, title="Rust", event_names=("PyCon US 2013",), held_on=date(2013, 8, 1))
    assert _ids(search([index_of(wanted, earlier)], query, limit=5))[0] == 1


def test_speaker_who_is_introduced_in_the_abstract_comes_no_sooner(index_of: IndexOf) -> None:
    told = "Eliza Weisman, for it is she, Eliza Weisman, speaks of proxies."
    index = index_of(
        SearchableTalk(id=1, title="Proxies", speakers=("Eliza Weisman",), abstract=told, held_on=date(2020, 1, 1)),
        SearchableTalk(
            id=2, title="Meshes", speakers=("Eliza Weisman",), abstract="Of proxies.", held_on=date(2021, 1, 1)
        ),
    )
    assert _ids(search([index], "eliza weisman", limit=5)) == [2, 1]


def test_nickname_finds_the_speaker(index_of: IndexOf) -> None:
    index = index_of(
        SearchableTalk(id=1, title="Linkerd", speakers=("Elizabeth Weisman",)),
        SearchableTalk(id=2, title="Linkerd", speakers=("Bo Weisman",)),
    )
    assert _ids(search([index], "liz weisman", limit=5))[0] == 1


def test_known_abbreviation_is_never_taken_for_another(index_of: IndexOf) -> None:
    result = search([index_of(_talk(1, "CNI plugins"), _talk(2, "CLI plugins"))], "cni", limit=5)
    assert _ids(result) == [1]
    assert result.corrected is None


def test_query_of_stop_words_alone_is_answered(index_of: IndexOf) -> None:
    index = index_of(_talk(1, "To be or not to be"), _talk(2, "Rust"))
    assert _ids(search([index], "to be or not", limit=5)) == [1]


def test_question_in_everyday_words_finds_the_trade_s_words(index_of: IndexOf) -> None:
    index = index_of(
        _talk(1, "Image enhancement with neural networks"), _talk(2, "Old habits"), _talk(3, "Family trees")
    )
    question = "How can I restore my grandparents' old family pictures automatically after years?"
    assert 1 in _ids(search([index], question, limit=5))


def test_only_talks_among_those_asked_for_are_found(index_of: IndexOf) -> None:
    index = index_of(*(_talk(at, f"Rust lesson {at}") for at in range(5)))
    assert sorted(_ids(search([index], "rust", limit=9, among={1, 3}))) == [1, 3]
    assert _ids(search([index], "rust", limit=9, among=())) == []


def test_talks_of_several_indexes_are_ranked_together(index_of: IndexOf) -> None:
    shared, own = index_of(_talk(1, "Once upon a time", "rust")), index_of(_talk(2, "Rust"))
    assert _ids(search([shared, own], "rust", limit=9)) == [2, 1]


def test_search_in_two_indexes_scores_like_one(index_of: IndexOf) -> None:
    one, two, three = _talk(1, "Rust and Go"), _talk(2, "Go and see"), _talk(3, "Rust never sleeps")
    together = search([index_of(one, two, three)], "rust go", limit=9)
    assert search([index_of(one), index_of(two, three)], "rust go", limit=9) == together


def test_coverage_is_the_share_of_the_query_that_is_answered(index_of: IndexOf) -> None:
    index = index_of(_talk(1, "Zarr"), _talk(2, "Dask"), _talk(3, "Zarr Dask"))
    hits = search([index], "zarr dask", limit=9).hits
    assert [(hit.talk_id, hit.coverage) for hit in hits] == [(3, 1.0), (1, 0.5), (2, 0.5)]


def test_total_counts_what_is_not_shown(index_of: IndexOf) -> None:
    index = index_of(*(_talk(at, f"Rust lesson {at}") for at in range(30)))
    result = search([index], "rust", limit=10)
    assert (len(result.hits), result.total) == (10, 30)


def test_similar_titles_are_offered_where_nothing_is_found(index_of: IndexOf) -> None:
    result = search([index_of(_talk(1, "Xylophones"), _talk(2, "Rust"))], "phones", limit=3)
    assert (result.hits, result.nearest) == ((), (1,))
