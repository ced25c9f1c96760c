"""Titles like a text, for when no word of it is known."""

import re
from collections.abc import Sequence

import numpy as np
from rapidfuzz.fuzz import WRatio
from rapidfuzz.process import extract

from bot.search.fields import Field
from bot.search.folding import fold
from bot.search.views import View
from bot.search.words import spoken_words

# What is shorter is said by chance.
SHORTEST_TITLE = 3
_ALIKE = 60
_SUBTITLE = re.compile(r"[:?!](?=\s)|\s[-–—|]\s")


def nearest_titles(views: Sequence[View], text: str, limit: int) -> tuple[int, ...]:
    """Ids of the talks whose titles look most like a text; none where nothing is alike."""
    titles = {
        int(view.index.talk_ids[talk]): " ".join(
            view.index.vocabulary[at] for at in view.index.field_words(talk, Field.TITLE)
        )
        for view in views
        for talk in np.flatnonzero(view.allowed).tolist()
    }
    found = extract(fold(text), titles, scorer=WRatio, limit=limit, score_cutoff=_ALIKE)
    return tuple(talk_id for _, _, talk_id in sorted(found, key=lambda match: (-match[1], match[2])))


def titles_begun_in(views: Sequence[View], text: str, limit: int) -> tuple[int, ...]:
    """Ids of the talks the first words of whose titles stand in a text; first those that have most words there."""
    found: list[tuple[int, int]] = []
    for view in views:
        index = view.index
        said = [index.word_number(word) for word in spoken_words(text)]
        stretches = set(zip(*(said[at:] for at in range(SHORTEST_TITLE)), strict=False))
        known = {number for number in said if number is not None}
        starts = index.fields_at[Field.TITLE : -1 : len(Field)]
        # A break stands after each title, so that none runs into what is behind it.
        begins = index.words.take(starts[:, None] + np.arange(SHORTEST_TITLE), mode="clip")
        begun = np.isin(begins, list(known)).all(axis=1) & view.allowed
        for talk in np.flatnonzero(begun).tolist():
            if tuple(begins[talk].tolist()) not in stretches:
                continue
            shared = len(known.intersection(index.field_words(talk, Field.TITLE).tolist()))
            found.append((-shared, int(index.talk_ids[talk])))
    return tuple(talk_id for _, talk_id in sorted(found)[:limit])


def main_title(title: str) -> str:
    """What stands before a subtitle: "Whose Packet Is It Anyway?" of "… Life of a Packet"."""
    return _SUBTITLE.split(title, maxsplit=1)[0]
