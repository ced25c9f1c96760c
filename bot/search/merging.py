"""The parts of many segments put together, each with the words' and talks' numbers of the whole."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.search.packing import Arrays

Ints: TypeAlias = NDArray[np.int32]
Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """`talks[words_at[w]:words_at[w + 1]]` are the talks that hold word w, ascending; `weights` are bytes."""

    words_at: Ints
    talks: Ints
    weights: NDArray[np.uint8]

    def of(self, word: int) -> slice:
        return slice(int(self.words_at[word]), int(self.words_at[word + 1]))

    def talks_with_all(self, words: Sequence[int]) -> NDArray[np.intp]:
        fewest, *others = sorted((self.talks[self.of(word)] for word in words), key=len)
        for talks in others:
            fewest = fewest[talks.take(talks.searchsorted(fewest), mode="clip") == fewest]
        return fewest.astype(np.intp)

    def counts(self, words: NDArray[np.intp]) -> Ints:
        return self.words_at[words + 1] - self.words_at[words]


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """`keys` ascend; words with equal keys are forms of one word. `own_keys[own_at[w]:own_at[w + 1]]` are word w's."""

    keys: NDArray[np.uint64]
    words: Ints
    own_keys: NDArray[np.uint64]
    own_at: Ints

    def of_word(self, word: int) -> set[int]:
        """Its forms in English, and in each language in whose talks it occurs."""
        return self.of_keys(self.own_keys[self.own_at[word] : self.own_at[word + 1]])

    def of_keys(self, keys: NDArray[np.uint64]) -> set[int]:
        """The words that have one of the keys."""
        first = self.keys.searchsorted(keys).tolist()
        end = self.keys.searchsorted(keys, side="right").tolist()
        return {word for span in zip(first, end, strict=True) for word in self.words[slice(*span)].tolist()}


def merged_vocabulary(parts: Sequence[Arrays]) -> tuple[list[str], NDArray[np.uint64], list[Ints]]:
    """All words, sorted, their keys, and for each part the numbers of its own words.

    Only one part's spelling of a word is ever read.
    """
    keys, first, places = np.unique(
        joined([part["word_keys"] for part in parts], np.uint64), return_index=True, return_inverse=True
    )
    ends = ends_of([part["letter_counts"] for part in parts])
    letters = joined([part["letters"] for part in parts], np.uint8).tobytes()
    spans = zip(ends[first].tolist(), ends[first + 1].tolist(), strict=True)
    words = [letters[start:end].decode("utf-8", "surrogatepass") for start, end in spans]
    order = sorted(range(len(keys)), key=words.__getitem__)
    ranks = np.empty(len(keys), np.int32)
    ranks[order] = np.arange(len(keys), dtype=np.int32)
    last = np.cumsum([part["word_keys"].size for part in parts], dtype=np.intp)
    return [words[at] for at in order], keys[order], np.split(ranks[places], last)[:-1]


def merged_words(parts: Sequence[Arrays], numbers: Sequence[Ints]) -> Ints:
    """All talks' words, filled in part by part: a list of the parts would need the room twice."""
    words = np.empty(sum(part["words"].size for part in parts), np.int32)
    end = 0
    for part, own in zip(parts, numbers, strict=True):
        words[end : end + part["words"].size] = own[part["words"]]
        end += part["words"].size
    return words


def merged_postings(parts: Sequence[Arrays], numbers: Sequence[Ints], size: int) -> Postings:
    """Every posting goes straight to its place: a word's rows fill up part by part, so that talks ascend."""
    counts = np.zeros(size, np.int32)
    for part, own in zip(parts, numbers, strict=True):
        counts[own] += part["counts"].astype(np.int32)
    words_at = ends_of([counts])
    talks, weights = np.empty(words_at[-1], np.int32), np.empty(words_at[-1], np.uint8)
    free, first_talk = words_at[:-1].copy(), 0
    for part, own in zip(parts, numbers, strict=True):
        rows_at = ends_of([part["counts"]])
        places = np.arange(rows_at[-1]) + np.repeat(free[own] - rows_at[:-1], np.diff(rows_at))
        talks[places] = part["talks"].astype(np.int32) + first_talk
        weights[places] = part["weights"]
        free[own] += np.diff(rows_at)
        first_talk += part["talk_ids"].size
    return Postings(words_at, talks, weights)


def merged_forms(parts: Sequence[Arrays], numbers: Sequence[Ints], size: int) -> Forms:
    """Every word has one form in English and may have others, known from several parts, in other languages."""
    english = np.zeros(size, np.uint64)
    for part, own in zip(parts, numbers, strict=True):
        english[own] = part["english_keys"]
    foreign = [own[part["foreign_words"]] for part, own in zip(parts, numbers, strict=True)]
    keys = joined([english, *(part["foreign_keys"] for part in parts)], np.uint64)
    words = joined([np.arange(size), *foreign], np.int32)
    order = np.lexsort((words, keys))
    keys, words = keys[order], words[order]
    new = np.ones(len(keys), np.bool_)
    new[1:] = (keys[1:] != keys[:-1]) | (words[1:] != words[:-1])
    keys, words = keys[new], words[new]
    return Forms(keys, words, keys[np.argsort(words, kind="stable")], ends_of([np.bincount(words, minlength=size)]))


def merged_languages(parts: Sequence[Arrays]) -> tuple[str, ...]:
    return tuple(sorted({language for part in parts for language in _texts(part["languages"])}))


def merged_abbreviations(parts: Sequence[Arrays]) -> dict[str, dict[str, list[int]]]:
    """Both ways: each abbreviation's meanings and each meaning's abbreviations, with the talks that say so."""
    known: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    first_talk = 0
    for part in parts:
        pairs, talks = _texts(part["abbreviations"]), part["abbreviation_talks"].tolist()
        for short, meaning, talk in zip(pairs[::2], pairs[1::2], talks, strict=True):
            known[short][meaning].append(first_talk + talk)
            known[meaning][short].append(first_talk + talk)
        first_talk += part["talk_ids"].size
    return {text: dict(others) for text, others in known.items()}


def joined(arrays: Sequence[NDArray[Any]], dtype: type[Scalar]) -> NDArray[Scalar]:
    return np.concatenate(arrays, dtype=dtype, casting="unsafe") if arrays else np.empty(0, dtype)


def ends_of(counts: Sequence[NDArray[Any]]) -> Ints:
    """Where each of the counted rows begins, and at last where the last one ends."""
    ends: Ints = np.cumsum(joined([np.zeros(1, np.int32), *counts], np.int32), dtype=np.int32)
    return ends


def _texts(array: NDArray[Any]) -> list[str]:
    text = array.tobytes().decode("utf-8", "surrogatepass")
    return text.split("\n") if text else []
