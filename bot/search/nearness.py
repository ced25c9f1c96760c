"""How the words of a query stand in a talk: side by side, in the title, at its head, in a speaker's name."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.fields import Field
from bot.search.index import Index

Floats = NDArray[np.float64]
_REACH = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """One row per talk. `near` counts the weight of terms that stand together, `title` and `speakers` the weight
    of those found there; `title_share` is the share of the title that was asked for, `leading` is 1 where the
    title or a speaker's name begins with the query.
    """

    near: Floats
    title: Floats
    speakers: Floats
    title_share: Floats
    leading: Floats


def standing(index: Index, talks: NDArray[np.intp], terms_of_words: NDArray[np.int8], weights: Floats) -> Standing:
    """`terms_of_words` gives each word's term: 1 for the first, 0 for none, -1 for a stop word."""
    places, talk_at, field_at = _places(index, talks)
    terms = terms_of_words[index.words[places]]
    hits = np.flatnonzero(terms > 0)
    size = (len(talks), len(weights))
    in_title = _weight_in(talk_at[hits], terms[hits], field_at[hits] == Field.TITLE, size) @ weights
    in_speakers = _weight_in(talk_at[hits], terms[hits], field_at[hits] == Field.SPEAKERS, size) @ weights
    titles = field_at == Field.TITLE
    real = titles & (terms >= 0) & (index.words[places] > 0)
    lengths = np.bincount(talk_at[real], minlength=len(talks))
    matched = np.bincount(talk_at[real & (terms > 0)], minlength=len(talks))
    return Standing(
        near=_near(places, talk_at, field_at, terms, hits, weights, len(talks)),
        title=in_title,
        speakers=in_speakers,
        title_share=matched / np.maximum(lengths, 1),
        leading=_leading(index, talks, terms_of_words),
    )


def _places(index: Index, talks: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Where the words of some talks are, with the row of the talk and the field of each."""
    fields = (talks[:, None] * len(Field) + np.arange(len(Field))).ravel()
    starts, lengths = index.fields_at[fields], np.diff(index.fields_at)[fields]
    ends = np.cumsum(lengths)
    places = np.arange(lengths.sum()) + np.repeat(starts - ends + lengths, lengths)
    field_at = np.repeat(np.tile(np.arange(len(Field)), len(talks)), lengths)
    talk_at = np.repeat(np.repeat(np.arange(len(talks)), len(Field)), lengths)
    return places, talk_at, field_at


def _weight_in(
    talk_at: NDArray[np.intp], terms: NDArray[np.int8], there: NDArray[np.bool_], size: tuple[int, int]
) -> Floats:
    found = np.zeros(size)
    found[talk_at[there], terms[there].astype(np.intp) - 1] = 1
    return found


def _near(
    places: NDArray[np.intp],
    talk_at: NDArray[np.intp],
    field_at: NDArray[np.intp],
    terms: NDArray[np.int8],
    hits: NDArray[np.intp],
    weights: Floats,
    talks: int,
) -> Floats:
    """For every two terms the best of their meetings: full weight side by side and in order, less with distance."""
    first, second = hits[:-1], hits[1:]
    gap = places[second] - places[first]
    together = (talk_at[first] == talk_at[second]) & (field_at[first] == field_at[second])
    together &= (gap <= _REACH) & (terms[first] != terms[second])
    first, second, gap = first[together], second[together], gap[together]
    one, other = terms[first].astype(np.intp) - 1, terms[second].astype(np.intp) - 1
    worth = np.minimum(weights[one], weights[other]) / gap * np.where(other == one + 1, 1.0, 0.7)
    best = np.zeros((talks, len(weights), len(weights)))
    np.maximum.at(best, (talk_at[first], np.minimum(one, other), np.maximum(one, other)), worth)
    near: Floats = best.sum(axis=(1, 2))
    return near


def _leading(index: Index, talks: NDArray[np.intp], terms_of_words: NDArray[np.int8]) -> Floats:
    """Whether the title or the first speaker's name begins with the query's first term."""
    fields = talks[:, None] * len(Field) + np.array([Field.TITLE, Field.SPEAKERS])
    starts, filled = index.fields_at[fields], index.fields_at[fields + 1] > index.fields_at[fields]
    first_words = index.words[np.where(filled, starts, 0)]
    leading: Floats = ((terms_of_words[first_words] == 1) & filled).any(axis=1).astype(np.float64)
    return leading
