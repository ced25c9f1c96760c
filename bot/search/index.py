"""All segments merged: the immutable index that queries are asked of."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.fields import Field
from bot.search.forms import FALLBACK, form_key
from bot.search.letters import LetterBits, letter_bits
from bot.search.packing import Arrays, unpack
from bot.search.segments import BREAK
from bot.search.stopwords import ENGLISH

Ints = NDArray[np.int32]
_LAST_CHARACTER = "\U0010ffff"
_FIELDS = len(Field)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Talks are numbered by their place here, words by their place in the sorted vocabulary.

    `postings_at[w]:postings_at[w + 1]` are the postings of word w: `posting_talks` ascending, `posting_weights` bytes.
    `words[fields_at[6 * t + f]:fields_at[6 * t + f + 1]]` are the words of talk t's field f, BREAK after each text.
    `form_keys` ascend; equal keys in a row are forms of one word, `form_words` says which.
    `head_words[heads_at[t]:heads_at[t + 1]]` are the words of talk t's title and speakers once more, on their own.
    `held_on` counts days, 1 where the day is unknown.
    """

    talk_ids: NDArray[np.int64]
    held_on: Ints
    vocabulary: Sequence[str]
    postings_at: Ints
    posting_talks: Ints
    posting_weights: NDArray[np.uint8]
    words: Ints
    fields_at: Ints
    form_keys: NDArray[np.uint64]
    form_words: Ints
    languages: tuple[str, ...]
    abbreviations: dict[str, tuple[str, ...]]
    head_words: Ints
    heads_at: Ints
    letters: LetterBits
    stop_words: tuple[int, ...]

    def word_number(self, word: str) -> int | None:
        at = bisect_left(self.vocabulary, word)
        return at if at < len(self.vocabulary) and self.vocabulary[at] == word else None

    def words_starting_with(self, start: str) -> range:
        end = bisect_left(self.vocabulary, start + _LAST_CHARACTER)
        return range(bisect_left(self.vocabulary, start), end)

    def postings(self, word: int) -> slice:
        return slice(int(self.postings_at[word]), int(self.postings_at[word + 1]))

    def forms(self, word: str) -> set[int]:
        """The words of the vocabulary that are forms of a word, itself among them if it is there.

        They are its forms in English, and in each language in whose talks the word occurs.
        """
        own = self.word_number(word)
        english, *foreign = self._same_stem(word, (FALLBACK, *self.languages))
        return english.union(*(forms for forms in foreign if own in forms))

    def foreign_forms(self, word: str) -> set[int]:
        """The words that are forms of an unknown word in any language but English."""
        return set().union(*self._same_stem(word, self.languages))

    def _same_stem(self, word: str, languages: Sequence[str]) -> list[set[int]]:
        keys = np.array([form_key(word, language) for language in languages], np.uint64)
        first = self.form_keys.searchsorted(keys).tolist()
        end = self.form_keys.searchsorted(keys, side="right").tolist()
        return [set(self.form_words[one:other].tolist()) for one, other in zip(first, end, strict=True)]

    def field_words(self, talk: int, part: Field) -> Ints:
        return self.words[self.fields_at[_FIELDS * talk + part] : self.fields_at[_FIELDS * talk + part + 1]]

    def allowed(self, among: Collection[int] | None) -> NDArray[np.bool_]:
        """Which talks may be found: all, or those whose ids are given."""
        if among is None:
            return np.ones(len(self.talk_ids), np.bool_)
        return np.isin(self.talk_ids, np.fromiter(among, np.int64, len(among)))


def merge_segments(segments: Iterable[bytes]) -> Index:
    """The index over all segments' talks; the order of the segments changes no answer."""
    parts = [_Part(unpack(data)) for data in segments]
    vocabulary = sorted({BREAK}.union(*(part.vocabulary for part in parts)))
    numbers = {word: at for at, word in enumerate(vocabulary)}
    for part in parts:
        part.numbers = np.fromiter(map(numbers.__getitem__, part.vocabulary), np.int32, len(part.vocabulary))
    postings_at, posting_talks, posting_weights = _merged_postings(parts, len(vocabulary))
    form_keys, form_words = _merged_forms(parts)
    words = _joined([part.numbers[part.arrays["words"]] for part in parts], np.int32)
    fields_at = _ends([part.arrays["lengths"] for part in parts])
    head_words, heads_at = _heads(words, fields_at)
    return Index(
        talk_ids=_joined([part.arrays["talk_ids"] for part in parts], np.int64),
        held_on=_joined([part.arrays["held_on"] for part in parts], np.int32),
        vocabulary=vocabulary,
        postings_at=postings_at,
        posting_talks=posting_talks,
        posting_weights=posting_weights,
        words=words,
        fields_at=fields_at,
        head_words=head_words,
        heads_at=heads_at,
        form_keys=form_keys,
        form_words=form_words,
        languages=tuple(sorted(set().union(*(part.languages for part in parts)))),
        abbreviations=_merged_abbreviations(parts),
        letters=letter_bits(vocabulary),
        stop_words=tuple(sorted(numbers[word] for word in ENGLISH & numbers.keys())),
    )


class _Part:
    """A segment on its way into the index; `numbers` gives the place of its words in the whole vocabulary."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.vocabulary = _texts(arrays["vocabulary"])
        self.languages = frozenset(_texts(arrays["languages"])) - {""}
        self.numbers: Ints = np.empty(0, np.int32)


def _texts(array: NDArray[np.generic]) -> list[str]:
    return array.tobytes().decode("utf-8", "surrogatepass").split("\n")


def _joined(arrays: list[NDArray[np.generic]], dtype: type[np.generic]) -> NDArray:  # type: ignore[type-arg]
    return np.concatenate(arrays, dtype=dtype, casting="unsafe") if arrays else np.empty(0, dtype)


def _ends(counts: list[NDArray[np.generic]]) -> Ints:
    """Where each of the counted rows begins, and where the last one ends."""
    ends: Ints = np.cumsum(_joined(counts, np.int32), dtype=np.int32)
    return np.concatenate([np.zeros(1, np.int32), ends])


def _merged_postings(parts: list[_Part], size: int) -> tuple[Ints, Ints, NDArray[np.uint8]]:
    """Every posting goes straight to its place: a word's rows fill up part by part, so that talks ascend."""
    counts = np.zeros(size, np.int32)
    for part in parts:
        counts[part.numbers] += part.arrays["counts"].astype(np.int32)
    starts = _ends([counts])
    talks, weights = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.uint8)
    free, first_talk = starts[:-1].copy(), 0
    for part in parts:
        own = part.arrays["counts"].astype(np.int32)
        places = np.arange(own.sum()) + np.repeat(free[part.numbers] - _ends([own])[:-1], own)
        talks[places] = part.arrays["talks"].astype(np.int32) + first_talk
        weights[places] = part.arrays["weights"]
        free[part.numbers] += own
        first_talk += part.arrays["talk_ids"].size
    return starts, talks, weights


def _heads(words: Ints, fields_at: Ints) -> tuple[Ints, Ints]:
    starts, ends = fields_at[Field.TITLE : -1 : _FIELDS], fields_at[Field.SPEAKERS + 1 :: _FIELDS]
    heads_at = _ends([ends - starts])
    places = np.arange(heads_at[-1]) + np.repeat(starts - heads_at[:-1], ends - starts)
    return words[places], heads_at


def _merged_forms(parts: list[_Part]) -> tuple[NDArray[np.uint64], Ints]:
    keys = _joined([part.arrays["form_keys"] for part in parts], np.uint64)
    words = _joined([part.numbers[part.arrays["form_words"]] for part in parts], np.int32)
    order = np.lexsort([words, keys])
    keys, words = keys[order], words[order]
    new = np.ones(len(keys), np.bool_)
    new[1:] = (keys[1:] != keys[:-1]) | (words[1:] != words[:-1])
    return keys[new], words[new]


def _merged_abbreviations(parts: list[_Part]) -> dict[str, tuple[str, ...]]:
    """Both ways: each abbreviation's meanings, and each meaning's abbreviations."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for part in parts:
        texts = _texts(part.arrays["abbreviations"])
        for short, meaning in zip(texts[::2], texts[1::2], strict=False):
            known[short].add(meaning)
            known[meaning].add(short)
    return {text: tuple(sorted(others)) for text, others in known.items()}
