"""Talks given more than once: at several events, or listed twice."""

from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from bot.search.fields import Field
from bot.search.index import Index
from bot.search.stopwords import ENGLISH

_ALIKE = 90
_TELLING_WORDS = 3


@dataclass(frozen=True, slots=True)
class Delivery:
    """What tells a talk from others, folded. `abstract` identifies the whole text; it is empty where there is none."""

    title: str
    speakers: frozenset[str]
    abstract: bytes


def delivery(index: Index, talk: int) -> Delivery:
    title = " ".join(index.vocabulary[at] for at in index.field_words(talk, Field.TITLE).tolist())
    names = " ".join(index.vocabulary[at] or "\n" for at in index.field_words(talk, Field.SPEAKERS).tolist())
    speakers = frozenset(filter(None, map(str.strip, names.split("\n"))))
    return Delivery(title.strip(), speakers, index.field_words(talk, Field.ABSTRACT).tobytes())


def same_talk(one: Delivery, other: Delivery) -> bool:
    """Whether two deliveries are one talk: nearly the same title, and the same abstract or a speaker in common.

    A title that many talks have ("Lightning talks", "Keynote") needs the same abstract.
    """
    if one.abstract and one.abstract == other.abstract:
        return _same_title(one.title, other.title)
    return bool(one.speakers & other.speakers) and _same_title(one.title, other.title) and _is_telling(one.title)


def _is_telling(title: str) -> bool:
    return sum(word not in ENGLISH for word in title.split()) >= _TELLING_WORDS


def _same_title(one: str, other: str) -> bool:
    """Numbers tell the parts of a series apart, so they must be equal."""
    return ratio(one, other, score_cutoff=_ALIKE) > 0 and _numbers(one) == _numbers(other)


def _numbers(title: str) -> list[str]:
    return [word for word in title.split() if word.isdigit()]
