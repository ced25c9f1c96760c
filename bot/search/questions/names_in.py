"""Names of speakers, events, rooms and tracks in a question, told apart from its ordinary words."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from bot.search.fields import Field
from bot.search.folding import fold
from bot.search.names import fitting_names
from bot.search.nicknames import NICKNAMES
from bot.search.questions.phrases import QUOTE, Phrase
from bot.search.stopwords import ENGLISH
from bot.search.views import View
from bot.search.words import spoken_words, typed_words

_LONGEST_NAME = 10
_LONGEST_PERSON = 5
_SHORTEST_SLIPPED = 4
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


def might_be_names(views: Sequence[View], names: Sequence[str], typed: str, *, clearly_name: bool) -> bool:
    """Whether words may be taken for a name: each is a word of a name or a nickname, or a slip that no talk has.

    `clearly_name` says that the sentence wants a name there; without that, a single word that talks use as a word
    is taken for one.
    """
    known = _words_of_names(tuple(names))
    words = typed_words(typed)
    if not words or all(word in ENGLISH for word in words) and not clearly_name:
        return False
    for word in words:
        if word in known or NICKNAMES.get(word, frozenset()) & known:
            continue
        if len(word) < _SHORTEST_SLIPPED or word in ENGLISH or any(view.talks_with(word) for view in views):
            return False
    return clearly_name or len(words) > 1 or is_mostly(views, words[0], Field.SPEAKERS, _OF_A_NAME)


def is_mostly(views: Sequence[View], word: str, part: Field, share: float = 0.5) -> bool:
    """Whether at least that share of all places where a word stands is in one field of the talks."""
    counts = np.zeros(len(Field), np.int64)
    for view in views:
        ends = np.searchsorted(view.index.fields_at, view.places_of([word]), side="right") - 1
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
    for words in _stretches(phrase, _LONGEST_NAME):
        part = phrase[words]
        if part.said in whole:
            yield words, True
        elif _is_part_of_name(part, known, views):
            yield words, False


def _is_part_of_name(part: Phrase, known: frozenset[str], views: Sequence[View]) -> bool:
    """Each word is one of a name, or a slip; the first is not just any word."""
    words = [word for plain in part.plain for word in typed_words(_REGIONS.get(plain, plain))]
    if not words or not all(word in known or _may_be_slip(word, views) for word in words):
        return False
    return any(_tells(word, known, views) for word in words)


def _tells(word: str, known: frozenset[str], views: Sequence[View]) -> bool:
    """Whether a word alone says that an event is meant."""
    if word.isdigit() or word in ENGLISH or word in _PLACES:
        return False
    return word not in known or is_mostly(views, word, Field.EVENT)


def _may_be_slip(word: str, views: Sequence[View]) -> bool:
    return len(word) > _SHORTEST_SLIPPED and word not in ENGLISH and not any(view.talks_with(word) for view in views)


def fit_of(names: Sequence[str], typed: str) -> float:
    fits = fitting_names(names, typed)
    return fits[0].fit if fits else 0.0


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
_PLACES = frozenset(
    "north south east west america europe european asia africa china india japan us uk usa eu na conference conf con summit day days "
    "meetup open source virtual online edition annual international global".split()
)
