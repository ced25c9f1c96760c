"""Names of speakers, events, rooms and tracks in a question, told apart from its ordinary words."""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache

import numpy as np

from bot.search.fields import Field
from bot.search.folding import fold
from bot.search.nicknames import NICKNAMES
from bot.search.questions.phrases import QUOTE, Phrase
from bot.search.stopwords import ENGLISH
from bot.search.views import View
from bot.search.words import spoken_words, typed_words

_LONGEST_NAME = 10
_LONGEST_PERSON = 5
_SHORTEST_SLIPPED = 4
_SHORT = 6
# So often at least must a word be a name, for one in small letters to be taken for it.
_OF_A_NAME = 0.25


def people_in(phrase: Phrase, names: Sequence[str]) -> Iterator[tuple[str, slice]]:
    """Full names, of two words at least, that stand in a phrase just so; the longest first."""
    known = _by_folded(tuple(names))
    for words in _stretches(phrase, _LONGEST_PERSON, shortest=2):
        name = known.get(phrase[words].said)
        if name is not None:
            yield name, words


@lru_cache(maxsize=32)
def _by_folded(names: tuple[str, ...]) -> dict[str, str]:
    return {" ".join(fold(name).split()): name for name in reversed(names)}


def might_be_names(
    views: Sequence[View], names: Sequence[str], typed: str, *, clearly_name: bool, slips: bool = True
) -> bool:
    """Whether words may be taken for a name: each is a word of a name or a nickname, or a slip that no talk has.

    `clearly_name` says that the sentence wants a name there; without that, a single word that talks use as a word
    is taken for one.
    """
    known = _words_of_names(tuple(names))
    words = typed_words(typed)
    if not words or (not clearly_name and all(word in ENGLISH for word in words)):
        return False
    for word in words:
        if word in known or NICKNAMES.get(word, frozenset()) & known:
            continue
        if (
            not slips
            or len(word) < _SHORTEST_SLIPPED
            or word in ENGLISH
            or any(view.talks_with(word) for view in views)
        ):
            return False
    return clearly_name or len(words) > 1 or is_mostly(views, words[0], Field.SPEAKERS, _OF_A_NAME)


def is_mostly(views: Sequence[View], word: str, part: Field, share: float = 0.5) -> bool:
    """Whether at least that share of the places where a word stands is in one field of the talks."""
    counts = np.zeros(len(Field), np.int64)
    for view in views:
        ends = np.searchsorted(view.index.fields_at, view.some_places_of(word), side="right") - 1
        counts += np.bincount(ends % len(Field), minlength=len(Field))
    return bool(counts[part] >= share * counts.sum())


@lru_cache(maxsize=32)
def _words_of_names(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in spoken_words(name))


def events_in(phrase: Phrase, names: Sequence[str], views: Sequence[View]) -> Iterator[tuple[slice, bool]]:
    """Stretches of a phrase that may be an event's name or a part of one, the longest first.

    The flag says that it is the whole name.
    """
    known = _words_of_names(tuple(names))
    whole = frozenset(_by_folded(tuple(names)))
    kinds = [_kind_of(word, known, views) for word in phrase.plain]
    for words in _stretches(phrase, _LONGEST_NAME):
        part = set(kinds[words])
        if phrase[words].said in whole:
            yield words, True
        elif _Word.OTHER in part or (_Word.SLIP in part and not _slips_allowed(phrase, words)):
            continue
        elif any(_tells(word, known, views) for word in phrase[words].plain):
            yield words, False


class _Word(Enum):
    """Of an event's name, a misspelt one of it perhaps, or any other."""

    OF_NAME = 0
    SLIP = 1
    OTHER = 2


def _kind_of(plain: str, known: frozenset[str], views: Sequence[View]) -> _Word:
    words = typed_words(_REGIONS.get(plain, plain))
    if words and all(word in known for word in words):
        return _Word.OF_NAME
    return _Word.SLIP if words and all(_may_be_slip(word, views) for word in words) else _Word.OTHER


def _slips_allowed(phrase: Phrase, words: slice) -> bool:
    """In a long sentence any word is like some name; there a name is known by the preposition before it."""
    before = phrase.plain[words.start - 1] if words.start else ""
    return len(phrase.plain) <= _SHORT or before in ("at", "during", "from")


def _tells(word: str, known: frozenset[str], views: Sequence[View]) -> bool:
    """Whether a word alone says that an event is meant."""
    if word.isdigit() or word in ENGLISH or word in _PLACES:
        return False
    return word not in known or is_mostly(views, word, Field.EVENT)


def _may_be_slip(word: str, views: Sequence[View]) -> bool:
    return len(word) > _SHORTEST_SLIPPED and word not in ENGLISH and not any(view.talks_with(word) for view in views)


def _stretches(phrase: Phrase, longest: int, shortest: int = 1) -> Iterator[slice]:
    for size in range(min(longest, len(phrase.plain)), shortest - 1, -1):
        for start in range(len(phrase.plain) - size + 1):
            if QUOTE not in phrase.plain[start : start + size]:
                yield slice(start, start + size)


# How people write the places that stand in events' names.
_REGIONS = {
    "eu": "europe",
    "na": "north america",
    "usa": "us",
}
_PLACES_IN_WORDS = (
    "north|south|east|west|america|europe|european|asia|africa|china|india|japan|us|uk|usa|eu|na|conference|conf|con|summit"
    "|day|days|meetup|open|source|virtual|online|edition|annual|international|global"
)
_PLACES = frozenset(_PLACES_IN_WORDS.split("|"))
