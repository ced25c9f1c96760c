"""Talks given more than once: at several events, or listed twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from bot.search.fields import Field
from bot.search.index import Index
from bot.search.stopwords import content_words

_ALIKE = 90
_TELLING_WORDS = 3


@dataclass(frozen=True, slots=True)
class Delivery:
    """What tells a talk from others, folded. `speakers` holds a name each."""

    title: tuple[str, ...]
    speakers: frozenset[str]
    abstract: tuple[int, ...]


def delivery(index: Index, talk: int) -> Delivery:
    words = [index.vocabulary[at] for at in index.field_words(talk, Field.TITLE)]
    names = " ".join(index.vocabulary[at] or "\n" for at in index.field_words(talk, Field.SPEAKERS))
    abstract = index.field_words(talk, Field.ABSTRACT)
    return Delivery(
        tuple(word for word in words if word),
        frozenset(name.strip() for name in names.split("\n") if name.strip()),
        tuple(abstract.tolist()),
    )


def same_talk(one: Delivery, other: Delivery) -> bool:
    """Whether two deliveries are one talk: the same speaker with nearly the same title, or the same text throughout."""
    if not _same_title(one.title, other.title):
        return False
    if one.abstract and one.abstract == other.abstract:
        return True
    return bool(one.speakers & other.speakers) and len(content_words(one.title)) >= _TELLING_WORDS


def _same_title(one: Sequence[str], other: Sequence[str]) -> bool:
    """Numbers tell the parts of a series apart, so they must be equal."""
    if [word for word in one if word.isdigit()] != [word for word in other if word.isdigit()]:
        return False
    return ratio(" ".join(one), " ".join(other)) >= _ALIKE
