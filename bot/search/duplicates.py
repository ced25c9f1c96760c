"""Talks given more than once: at several events, or listed twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from bot.search.fields import Field
from bot.search.forms import text_key
from bot.search.index import Index
from bot.search.segments import BREAK
from bot.search.stopwords import ENGLISH

_ALIKE, _FEW_LETTERS = 90, 60
_TELLING_WORDS = 3
_NO_ABSTRACT = 0
_END_OF_TEXT = text_key(BREAK)
# What every programme has, year after year, under the same title.
_RECURRING = ENGLISH.union(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "day", "morning", "afternoon"),
    ("evening", "keynote", "lightning", "panel", "session", "sessions", "sponsor", "sponsors", "presentation", "part"),
    ("welcome", "opening", "introduction", "announcements", "update", "closing", "remarks", "address", "end"),
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What tells a talk from others, word by word and folded; `abstract` is the same for the same text."""

    title: tuple[str, ...]
    names: frozenset[str]
    event: frozenset[str]
    abstract: int


class Deliveries:
    """Talks gathered one by one, and numbered from 0; further deliveries of a talk get no number of their own."""

    def __init__(self) -> None:
        self._given: list[tuple[Index, int]] = []
        self._numbers: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, index: Index, talk: int) -> int:
        """Its number: that of the same talk where one was gathered before."""
        keys = _keys(index, talk)
        near = sorted({number for key in keys for number in self._numbers.get(key, ())})
        twin = next((number for number in near if _same(index, talk, *self._given[number])), None)
        if twin is not None:
            return twin
        for key in keys:
            self._numbers[key].append(len(self._given))
        self._given.append((index, talk))
        return len(self._given) - 1


def _keys(index: Index, talk: int) -> list[int]:
    """Only talks that share one of these are compared: title, abstract, or the last word of a speaker's name."""
    names = index.word_keys[index.field_words(talk, Field.SPEAKERS)].tolist()
    last = [key for key, following in pairwise(names) if following == _END_OF_TEXT]
    title = hash(index.word_keys[index.field_words(talk, Field.TITLE)].tobytes())
    return [*last, title, *filter(None, index.abstract_keys[talk : talk + 1].tolist())]


def _same(index: Index, talk: int, other_index: Index, other: int) -> bool:
    """A quick look first, for most talks that share a name have little of their titles in common."""
    title, other_title = _title_keys(index, talk), _title_keys(other_index, other)
    if 2 * len(title & other_title) < min(len(title), len(other_title)):
        return False
    return same_talk(delivery(index, talk), delivery(other_index, other))


def _title_keys(index: Index, talk: int) -> set[int]:
    return set(index.word_keys[index.field_words(talk, Field.TITLE)].tolist())


def delivery(index: Index, talk: int) -> Delivery:
    texts = {part: index.texts_of(talk, part) for part in (Field.TITLE, Field.SPEAKERS, Field.EVENT)}
    return Delivery(
        title=tuple(_as_parts(texts[Field.TITLE])),
        names=frozenset(texts[Field.SPEAKERS]) - {""},
        event=frozenset(texts[Field.EVENT]) - {""},
        abstract=int(index.abstract_keys[talk]),
    )


def _as_parts(words: Sequence[str]) -> Iterator[str]:
    """Without the joined forms that stand behind their parts, so that "f-strings" and "f strings" are one."""
    before = older = oldest = ""
    for word in words:
        if word and word not in (older + before, oldest + older + before):
            yield word
        before, older, oldest = word, before, older


def same_talk(one: Delivery, other: Delivery) -> bool:
    """Whether two deliveries are one talk: nearly the same title, and the same abstract or a speaker in common.

    A title that many talks have ("Lightning talks", "Keynote") needs the same abstract; a long one speaks for itself.
    """
    if one.abstract == other.abstract != _NO_ABSTRACT and _alike(one.title, other.title):
        return True
    if not one.names & other.names:
        return one.title == other.title and _telling(one.title) > _TELLING_WORDS
    names, event = one.names | other.names, one.event | other.event
    titles = [_own_title(each.title, names, event) for each in (one, other)]
    if titles[0] == titles[1]:
        return _telling(titles[0]) > 0
    return (_begins_with(*titles) or _alike(*titles)) and min(map(_telling, titles)) >= _TELLING_WORDS


def _own_title(title: Sequence[str], names: frozenset[str], event: frozenset[str]) -> list[str]:
    """The title's words without the names of speakers and events that recordings have in theirs."""
    said = [word in event and not word.isdigit() for word in title]
    year = [word in event and any(said[max(0, at - 1) : at + 2]) for at, word in enumerate(title)]
    return [word for at, word in enumerate(title) if word not in names and not said[at] and not year[at]]


def _telling(title: Sequence[str]) -> int:
    return sum(word not in _RECURRING and not word.isdigit() for word in title)


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Numbers tell the parts of a series apart, so they must be equal; other words may differ by a few letters."""
    if not ratio(" ".join(one), " ".join(other), score_cutoff=_ALIKE) or _numbers(one) != _numbers(other):
        return False
    only_one, only_other = [word for word in one if word not in other], [word for word in other if word not in one]
    return not (only_one and only_other) or ratio(" ".join(only_one), " ".join(only_other)) >= _FEW_LETTERS


def _begins_with(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one is the other with a subtitle."""
    short, long = sorted((one, other), key=len)
    return long[: len(short)] == short and _numbers(one) == _numbers(other)


def _numbers(title: Sequence[str]) -> list[str]:
    return [word for word in title if word.isdigit()]
