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
    """Talks gathered one by one, and numbered from 0; further deliveries of a talk get no number of their own."""

    def __init__(self) -> None:
        self._talks: list[tuple[Index, int]] = []
        self._numbers: defaultdict[int, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._talks)

    def add(self, index: Index, talk: int) -> int:
        """Its number: that of the same talk where one was gathered before."""
        # Only talks that have something in common are compared by their titles.
        keys = _speaker_keys(index, talk) | {_abstract_key(index, talk)} - {_NO_ABSTRACT}
        near = {number for key in keys for number in self._numbers[key]}
        for number in sorted(near):
            if same_talk(index, talk, *self._talks[number]):
                return number
        for key in keys:
            self._numbers[key].append(len(self))
        self._talks.append((index, talk))
        return len(self) - 1


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
