"""What one asker may see of an index."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.fields import Field
from bot.search.index import Index

_LOOKED_THROUGH = 300


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """An index and the talks in it that may be found; `everything` says that no talk is hidden."""

    index: Index
    allowed: NDArray[np.bool_]
    everything: bool

    def talks_with(self, word: str) -> int:
        """How many of the talks that may be found hold a word."""
        number = self.index.word_number(word)
        if number is None:
            return 0
        postings = self.index.postings.of(number)
        if self.everything:
            return int(postings.stop - postings.start)
        return int(np.count_nonzero(self.allowed[self.index.postings.talks[postings]]))

    def places_of(self, words: Sequence[str]) -> NDArray[np.intp]:
        """Where in `index.words` a phrase begins."""
        numbers = [number for word in words if (number := self.index.word_number(word)) is not None]
        if len(numbers) < len(words):
            return np.empty(0, np.intp)
        places = self.index.places_in(self.index.postings.talks_with_all(numbers))
        for at, number in enumerate(numbers):
            # A phrase never begins at the last words: there stands a break.
            places = places[self.index.words.take(places + at, mode="clip") == number]
        return places

    def some_places_of(self, word: str) -> NDArray[np.intp]:
        """Where in `index.words` a word stands, in talks from all over the index: a common word's are countless."""
        number = self.index.word_number(word)
        if number is None:
            return np.empty(0, np.intp)
        talks = self.index.postings.talks[self.index.postings.of(number)].astype(np.intp)
        talks = talks[self.allowed[talks]]
        places = self.index.places_in(talks[:: 1 + talks.size // _LOOKED_THROUGH])
        found: NDArray[np.intp] = places[self.index.words[places] == number]
        return found

    def explained(self, text: str) -> list[str]:
        """What talks that may be found say a text is short for, or is abbreviated to."""
        others = self.index.abbreviations.get(text, {})
        return [other for other, talks in others.items() if self.allowed[talks].any()]

    def holds(self, words: Sequence[str]) -> bool:
        """Whether a phrase stands in a talk that may be found."""
        places = self.places_of(words)
        return places.size > 0 and (self.everything or bool(self.allowed[self.talks_at(places)].any()))

    def talks_at(self, places: NDArray[np.intp]) -> NDArray[np.intp]:
        """The talks, each once, that some places in `index.words` belong to."""
        starts = self.index.fields_at[:: len(Field)]
        return np.unique(np.searchsorted(starts, places, side="right") - 1)


def views_of(indexes: Sequence[Index], among: Collection[int] | None) -> list[View]:
    return [View(index, index.allowed(among), among is None) for index in indexes]
