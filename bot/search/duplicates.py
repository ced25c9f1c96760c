"""Talks given more than once: at several events, or listed twice."""

from collections import defaultdict

from rapidfuzz.fuzz import ratio

from bot.search.fields import Field
from bot.search.index import Index
from bot.search.stopwords import ENGLISH

_ALIKE = 90
_TELLING_WORDS = 3
_NO_ABSTRACT = 0


class Deliveries:
    """Talks gathered one by one, each under the number of the first delivery of the same talk."""

    def __init__(self) -> None:
        self._by_key: defaultdict[int, list[tuple[int, Index, int]]] = defaultdict(list)

    def earlier(self, index: Index, talk: int) -> int | None:
        """The number of a talk gathered before that is the same talk."""
        # Only talks that have something in common are compared by their titles.
        near = {entry for key in _keys(index, talk) for entry in self._by_key.get(key, ())}
        same = (number for number, other, at in sorted(near, key=_number) if same_talk(index, talk, other, at))
        return next(same, None)

    def add(self, number: int, index: Index, talk: int) -> None:
        for key in _keys(index, talk):
            self._by_key[key].append((number, index, talk))


def same_talk(index: Index, talk: int, other_index: Index, other: int) -> bool:
    """Whether two deliveries are one talk: nearly the same title, and the same abstract or a speaker in common.

    A title that many talks have ("Lightning talks", "Keynote") needs the same abstract.
    """
    title, other_title = title_of(index, talk), title_of(other_index, other)
    if not _same_title(title, other_title):
        return False
    if _abstract_key(index, talk) == _abstract_key(other_index, other) != _NO_ABSTRACT:
        return True
    return bool(_speaker_keys(index, talk) & _speaker_keys(other_index, other)) and _is_telling(title)


def title_of(index: Index, talk: int) -> str:
    """Folded, and word by word."""
    return " ".join(index.vocabulary[at] for at in index.field_words(talk, Field.TITLE).tolist()).strip()


def _number(entry: tuple[int, Index, int]) -> int:
    return entry[0]


def _keys(index: Index, talk: int) -> set[int]:
    return _speaker_keys(index, talk) | {_abstract_key(index, talk)} - {_NO_ABSTRACT}


def _abstract_key(index: Index, talk: int) -> int:
    return int(index.abstract_keys[talk])


def _speaker_keys(index: Index, talk: int) -> set[int]:
    return set(index.speaker_keys[index.speakers_at[talk] : index.speakers_at[talk + 1]].tolist())


def _is_telling(title: str) -> bool:
    return sum(word not in ENGLISH for word in title.split()) >= _TELLING_WORDS


def _same_title(one: str, other: str) -> bool:
    """Numbers tell the parts of a series apart, so they must be equal."""
    return ratio(one, other, score_cutoff=_ALIKE) > 0 and _numbers(one) == _numbers(other)


def _numbers(title: str) -> list[str]:
    return [word for word in title.split() if word.isdigit()]
