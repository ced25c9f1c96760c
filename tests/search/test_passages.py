from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.documents import SearchableTalk
from bot.search.index import Index
from bot.search.passages import best_passage
from bot.search.sentences import sentences

IndexOf = Callable[..., Index]
ABSTRACT = (
    "Meshes hook into pod networking, e.g. through a CNI plugin. A cluster may well run several of them.\n\n"
    "This talk shows how their set-up steps can clash, and which conventions keep\nplugins from overwriting each other."
    " Have you ever seen plugins overwriting each other? Slides are at https://example.org/slides."
)


def test_text_is_taken_apart_into_sentences() -> None:
    text = (
        "Dr. Ana Ruiz speaks of U.S. law, e.g. rights. It is new in Python 3.12! Really?\n\n- one\n- two\n很好。再见。"
    )
    assert [sentence.text for sentence in sentences(text)] == [
        "Dr. Ana Ruiz speaks of U.S. law, e.g. rights.",
        "It is new in Python 3.12!",
        "Really?",
        "- one",
        "- two\n很好。",
        "再见。",
    ]


def test_sentence_that_says_what_the_talk_gives_is_quoted_word_for_word() -> None:
    passage = best_passage("How do I keep CNI plugins from overwriting each other?", ABSTRACT)
    assert passage is not None
    assert passage.text == ABSTRACT[passage.start : passage.end]
    assert "which conventions keep\nplugins from overwriting each other." in passage.text
    assert passage.confidence > 0.5


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("what are the slides?", "Slides are at https://example.org/slides."),
        ("where is the clashing described?", "how their set-up steps can clash"),
        ("who won the football match?", None),
        ("", None),
    ],
)
def test_passage_is_found_by_word_forms_or_not_at_all(question: str, quoted: str | None) -> None:
    passage = best_passage(question, ABSTRACT)
    assert passage is None if quoted is None else passage is not None and quoted in passage.text


def test_rare_words_of_the_catalog_decide(index_of: IndexOf) -> None:
    common = (SearchableTalk(id=at, title=f"Testing number {at}") for at in range(20))
    index = index_of(*common, SearchableTalk(id=99, title="Zarr"))
    text = "Testing is what one does to code every day. Zarr keeps arrays in small pieces."
    passage = best_passage("testing zarr", text, indexes=[index])
    assert passage is not None
    assert "Zarr keeps arrays in small pieces." in passage.text


def test_word_forms_follow_the_language_of_the_text() -> None:
    text = "Das Wetter ist gut. Wir vergleichen Datenbanken und ihre Abfragen. Danach gibt es Kaffee und Kuchen."
    passage = best_passage("Welche Datenbank passt?", text, language="de")
    assert passage is not None
    assert "Datenbanken" in passage.text


@given(st.text(max_size=60), st.text(max_size=400))
def test_any_passage_is_what_stands_in_the_text(question: str, text: str) -> None:
    passage = best_passage(question, text)
    if passage is not None:
        assert passage.text == text[passage.start : passage.end]
        assert 0 < passage.confidence <= 1
