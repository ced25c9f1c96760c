"""All segments merged: the immutable index that queries are asked of."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.fields import Field
from bot.search.forms import FALLBACK, form_key
from bot.search.letters import LetterBits, letter_bits
from bot.search.merging import (
    Forms,
    Ints,
    Postings,
    ends_of,
    joined,
    merged_abbreviations,
    merged_forms,
    merged_languages,
    merged_postings,
    merged_vocabulary,
    merged_words,
)
from bot.search.packing import unpack
from bot.search.stopwords import ENGLISH

_LAST_CHARACTER = "\U0010ffff"
_FIELDS = len(Field)


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """The words of all titles and speakers once more, on their own, and the talk of each."""

    words: Ints
    talks: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Talks are numbered by their place here, words by their place in the sorted vocabulary; a word's key is the same
    in every index.

    `words[fields_at[6 * t + f]:fields_at[6 * t + f + 1]]` are the words of talk t's field f, BREAK after each text.
    `held_on` counts days, 1 where the day is unknown. Talks with equal `abstract_keys` have the same abstract, 0 stands
    for none; `events` ascend, and are the same for talks of one segment.
    """

    talk_ids: NDArray[np.int64]
    held_on: Ints
    vocabulary: Sequence[str]
    word_keys: NDArray[np.uint64]
    postings: Postings
    words: Ints
    fields_at: Ints
    heads: Heads
    word_forms: Forms
    languages: tuple[str, ...]
    abbreviations: dict[str, dict[str, list[int]]]
    letters: LetterBits
    stop_words: tuple[int, ...]
    abstract_keys: NDArray[np.uint64]
    events: Ints

    def word_number(self, word: str) -> int | None:
        at = bisect_left(self.vocabulary, word)
        return at if at < len(self.vocabulary) and self.vocabulary[at] == word else None

    def words_starting_with(self, start: str) -> range:
        end = bisect_left(self.vocabulary, start + _LAST_CHARACTER)
        return range(bisect_left(self.vocabulary, start), end)

    def common_words_starting_with(self, start: str, limit: int) -> list[str]:
        """The words that most talks hold, the commonest first."""
        words = np.array(self.words_starting_with(start), np.intp)
        commonest = words[np.argsort(-self.postings.counts(words), kind="stable")[:limit]]
        return [self.vocabulary[number] for number in commonest.tolist()]

    def forms(self, word: str) -> set[int]:
        """The words of the vocabulary that are forms of a word, itself among them if it is there.

        They are its forms in English, and in each language in whose talks the word occurs.
        """
        own = self.word_number(word)
        return self.english_forms(word) if own is None else self.word_forms.of_word(own)

    def english_forms(self, word: str) -> set[int]:
        return self._forms_in(word, (FALLBACK,))

    def foreign_forms(self, word: str) -> set[int]:
        """The words that are forms of an unknown word in any language but English."""
        return self._forms_in(word, self.languages)

    def _forms_in(self, word: str, languages: Sequence[str]) -> set[int]:
        keys = [form_key(word, language) for language in languages]
        return self.word_forms.of_keys(np.array(keys, np.uint64))

    def field_words(self, talk: int, part: Field) -> Ints:
        return self.words[self.fields_at[_FIELDS * talk + part] : self.fields_at[_FIELDS * talk + part + 1]]

    def texts_of(self, talk: int, part: Field) -> list[str]:
        """A field's words, empty ones where one of its texts ends."""
        return [self.vocabulary[number] for number in self.field_words(talk, part).tolist()]

    def places_in(self, talks: NDArray[np.intp]) -> NDArray[np.intp]:
        """Where in `words` all the words of some talks are."""
        starts, ends = self.fields_at[_FIELDS * talks], self.fields_at[_FIELDS * (talks + 1)]
        lengths = ends - starts
        places: NDArray[np.intp] = np.arange(lengths.sum()) + np.repeat(ends - np.cumsum(lengths), lengths)
        return places

    def allowed(self, among: Collection[int] | None) -> NDArray[np.bool_]:
        """Which talks may be found: all, or those whose ids are given."""
        if among is None:
            return np.ones(len(self.talk_ids), np.bool_)
        return np.isin(self.talk_ids, np.fromiter(among, np.int64, len(among)))


def merge_segments(segments: Iterable[bytes]) -> Index:
    """The index over all segments' talks; the order of the segments changes no answer."""
    parts = [unpack(data) for data in segments]
    vocabulary, word_keys, numbers = merged_vocabulary(parts)
    words = merged_words(parts, numbers)
    fields_at = ends_of([part["lengths"] for part in parts])
    return Index(
        talk_ids=joined([part["talk_ids"] for part in parts], np.int64),
        held_on=joined([part["held_on"] for part in parts], np.int32),
        vocabulary=vocabulary,
        word_keys=word_keys,
        postings=merged_postings(parts, numbers, len(vocabulary)),
        words=words,
        fields_at=fields_at,
        heads=_heads(words, fields_at),
        word_forms=merged_forms(parts, numbers, len(vocabulary)),
        languages=merged_languages(parts),
        abbreviations=merged_abbreviations(parts),
        letters=letter_bits(vocabulary),
        stop_words=_places(vocabulary, ENGLISH),
        abstract_keys=joined([part["abstract_keys"] for part in parts], np.uint64),
        events=np.repeat(np.arange(len(parts), dtype=np.int32), [part["talk_ids"].size for part in parts]),
    )


def _places(vocabulary: Sequence[str], words: Iterable[str]) -> tuple[int, ...]:
    """Where those of the words are that the vocabulary holds."""
    places = ((bisect_left(vocabulary, word), word) for word in sorted(words))
    return tuple(at for at, word in places if vocabulary[at : at + 1] == [word])


def _heads(words: Ints, fields_at: Ints) -> Heads:
    starts, ends = fields_at[Field.TITLE : -1 : _FIELDS], fields_at[Field.SPEAKERS + 1 :: _FIELDS]
    lengths = ends - starts
    places = np.arange(lengths.sum()) + np.repeat(ends - np.cumsum(lengths), lengths)
    return Heads(words[places], np.repeat(np.arange(len(lengths), dtype=np.int32), lengths))
