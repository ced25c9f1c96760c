import pytest

from bot.search.abbreviations import explained_abbreviations
from bot.search.folding import fold
from bot.search.forms import stem
from bot.search.stopwords import content_words
from bot.search.words import spoken_words, typed_words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Čapek", "capek"),
        ("Łukasz", "lukasz"),
        ("Søren", "soren"),
        ("Straße", "strasse"),
        ("Đorđe", "dorde"),
        ("Ægir", "aegir"),
        ("ＰｙＣｏｎ", "pycon"),
        ("ﬁle", "file"),
        ("Ёлка", "елка"),
        ("Алексей", "алексей"),
        ("ガイド", "ガイド"),
        ("한국어", "한국어"),
    ],
)
def test_accents_case_and_width_are_folded_but_no_other_letter_is_made(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C++ and C#", ["c++", "and", "c#"]),
        (".NET", [".net"]),
        ("f-strings", ["f", "strings", "fstrings"]),
        ("scikit-learn", ["scikit", "learn", "scikitlearn"]),
        ("Node.js", ["node", "js", "nodejs"]),
        ("GraphQL", ["graphql"]),
        ("Python's", ["python"]),
        ("don't", ["dont"]),
        ("l'apprentissage", ["apprentissage"]),
        ("O’Reilly", ["oreilly"]),
        ("Python 3.10", ["python", "3.10"]),
        ("see https://example.org/a-b", ["see"]),
        ("Pythonで作る", ["python", "で作", "作る"]),
        ("机", ["机"]),
        ("!!! 🙂", []),
    ],
)
def test_text_is_taken_apart_into_words(text: str, words: list[str]) -> None:
    assert spoken_words(text) == words


def test_typed_words_are_not_joined_as_well() -> None:
    assert typed_words("scikit-learn, f-strings") == ["scikit", "learn", "f", "strings"]


def test_question_words_are_left_out_in_the_language_of_the_question() -> None:
    assert content_words(["how", "do", "i", "profile", "django"]) == ["profile", "django"]
    assert content_words(["wie", "finde", "ich", "einen", "fehler"]) == ["finde", "fehler"]
    assert content_words(["wat", "javascript"]) == ["wat", "javascript"]


def test_query_of_stop_words_alone_keeps_them() -> None:
    assert content_words(["to", "be", "or", "not"]) == ["to", "be", "or", "not"]


def test_british_and_american_spelling_are_one_form() -> None:
    for british, american in [("visualisation", "visualization"), ("colour", "color"), ("modelling", "modeling")]:
        assert stem(british, "en") == stem(american, "en")


def test_abbreviations_have_no_other_forms() -> None:
    assert stem("cnis", "en") != stem("cns", "en")
    assert stem("aws", "en") == "aws"


def test_abbreviations_are_learned_from_the_text_that_explains_them() -> None:
    text = "The Container Network Interface (CNI) and a CRD (custom resource definition), unlike Go (a language)."
    assert list(explained_abbreviations(text)) == [
        ("cni", "container network interface"),
        ("crd", "custom resource definition"),
    ]
