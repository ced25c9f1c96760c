"""One event's talks, read once and kept as bytes: what an index is merged from."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.search.abbreviations import explained_abbreviations
from bot.search.documents import SearchableTalk
from bot.search.fields import WEIGHTS, Field, field_texts
from bot.search.forms import FALLBACK, form_key, stemmed_languages, text_key
from bot.search.packing import Arrays, pack, packed_version
from bot.search.words import spoken_words

SEGMENT_VERSION = 6
_KIND = "talk segment"
# A word's weight in a talk is kept as one byte on a logarithmic scale: 24 steps to each doubling.
_STEPS = 24
_LEAST_WEIGHT = 0.05
BYTE_TO_WEIGHT = (_LEAST_WEIGHT * 2 ** (np.arange(256) / _STEPS)).astype(np.float32)
# Stands in a talk's words wherever one text ends, so that no phrase reaches across; the first of every vocabulary.
BREAK = ""


@dataclass(frozen=True, slots=True)
class _ReadTalk:
    talk: SearchableTalk
    words: dict[Field, list[str]]
    weights: dict[str, float]
    abbreviations: frozenset[tuple[str, str]]


def segment_version(data: bytes) -> int | None:
    """The format a segment was written in; None where it is no segment. Only SEGMENT_VERSION can be merged."""
    return packed_version(_KIND, data)


def build_segment(talks: Sequence[SearchableTalk]) -> bytes:
    """The segment of one event's talks: the same bytes for the same talks in the same order."""
    read = [_read(talk) for talk in talks]
    vocabulary = sorted({BREAK}.union(*(talk.weights for talk in read)))
    ids = {word: at for at, word in enumerate(vocabulary)}
    arrays: Arrays = _word_arrays(vocabulary) | _abbreviation_arrays(read) | _delivery_arrays(read)
    arrays |= _talk_arrays(read, ids) | _posting_arrays(read, ids) | _form_arrays(read, ids)
    return pack(_KIND, SEGMENT_VERSION, arrays)


def _read(talk: SearchableTalk) -> _ReadTalk:
    words = {
        field: [word for text in texts for word in (*spoken_words(text), BREAK)]
        for field, texts in field_texts(talk).items()
    }
    pairs = frozenset(explained_abbreviations(f"{talk.title}\n{talk.abstract or ''}"))
    return _ReadTalk(talk, words, _weights(words), pairs)


def _weights(words: dict[Field, list[str]]) -> dict[str, float]:
    """A speaker's name counts as such alone: whoever is introduced in the abstract too speaks no more than others."""
    names = frozenset(words[Field.SPEAKERS])
    weights: defaultdict[str, float] = defaultdict(float)
    for field, spoken in words.items():
        for word, times in Counter(spoken).items():
            if word != BREAK and (field is Field.SPEAKERS or word not in names):
                weights[word] += WEIGHTS[field].of(times, len(spoken))
    return dict(weights)


def _word_arrays(vocabulary: list[str]) -> Arrays:
    """Each word's letters, and a number that it has in every segment."""
    encoded = [word.encode("utf-8", "surrogatepass") for word in vocabulary]
    return {
        "letters": np.frombuffer(b"".join(encoded), np.uint8),
        "letter_counts": np.array([len(word) for word in encoded], np.uint8),
        "word_keys": np.array([text_key(word) for word in vocabulary], np.uint64),
    }


def _talk_arrays(read: list[_ReadTalk], ids: dict[str, int]) -> Arrays:
    words = chain.from_iterable(chain.from_iterable(talk.words.values()) for talk in read)
    return {
        "talk_ids": np.array([talk.talk.id for talk in read], np.int64),
        "held_on": np.array([(talk.talk.held_on or date.min).toordinal() for talk in read], np.int32),
        "lengths": np.array([len(words) for talk in read for words in talk.words.values()], np.uint32),
        "words": np.array([ids[word] for word in words], np.min_scalar_type(len(ids))),
    }


def _delivery_arrays(read: list[_ReadTalk]) -> Arrays:
    """What deliveries of one talk may have in common: the abstract, 0 where there is none."""
    abstracts = [" ".join(talk.words[Field.ABSTRACT]) for talk in read]
    return {"abstract_keys": np.array([text_key(text) if text else 0 for text in abstracts], np.uint64)}


def _posting_arrays(read: list[_ReadTalk], ids: dict[str, int]) -> Arrays:
    postings = sorted((ids[word], at, weight) for at, talk in enumerate(read) for word, weight in talk.weights.items())
    words = np.array([word for word, _, _ in postings], np.int64)
    return {
        "counts": np.bincount(words, minlength=len(ids)).astype(np.uint32),
        "talks": np.array([at for _, at, _ in postings], np.min_scalar_type(len(read))),
        "weights": _weights_to_bytes(np.array([weight for _, _, weight in postings])),
    }


def _weights_to_bytes(weights: NDArray[np.float64]) -> NDArray[np.uint8]:
    steps = np.log2(np.maximum(weights, _LEAST_WEIGHT) / _LEAST_WEIGHT) * _STEPS
    weights_as_bytes: NDArray[np.uint8] = np.clip(np.rint(steps), 0, 255).astype(np.uint8)
    return weights_as_bytes


def _form_arrays(read: list[_ReadTalk], ids: dict[str, int]) -> Arrays:
    """The form every word has in English, and those it has in the other languages of the talks it occurs in."""
    languages = sorted({talk.talk.language or FALLBACK for talk in read} & stemmed_languages() - {FALLBACK})
    foreign: list[tuple[int, int]] = []
    for language in languages:
        words = {word for talk in read if talk.talk.language == language for word in talk.weights}
        foreign += [(form_key(word, language), ids[word]) for word in sorted(words)]
    return {
        "languages": _texts(languages),
        "english_keys": np.array([form_key(word, FALLBACK) for word in ids], np.uint64),
        "foreign_keys": np.array([key for key, _ in foreign], np.uint64),
        "foreign_words": np.array([at for _, at in foreign], np.uint32),
    }


def _abbreviation_arrays(read: list[_ReadTalk]) -> Arrays:
    """Abbreviations and meanings in turn, and for each two of them the talk that explains one by the other."""
    found = [(pair, at) for at, talk in enumerate(read) for pair in sorted(talk.abbreviations)]
    return {
        "abbreviations": _texts([text for pair, _ in found for text in pair]),
        "abbreviation_talks": np.array([at for _, at in found], np.uint32),
    }


def _texts(texts: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode("utf-8", "surrogatepass"), np.uint8)
