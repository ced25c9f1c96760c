"""The parts of a talk that are searched, and how much a word counts in each."""

from dataclasses import dataclass
from enum import IntEnum

from bot.search.documents import SearchableTalk
from bot.search.words import typed_words


class Field(IntEnum):
    """In the order in which a talk's words are kept."""

    TITLE = 0
    SPEAKERS = 1
    TAGS = 2
    PLACE = 3
    EVENT = 4
    ABSTRACT = 5


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """A word counts `boost` in a field of `usual_length` words; `length_share` says how far a longer field thins it.

    The usual length is fixed, not the catalog's mean, so that a talk's weights depend on nothing but the talk.
    """

    boost: float
    usual_length: float
    length_share: float

    def of(self, times: int, length: int) -> float:
        return self.boost * times / (1 - self.length_share + self.length_share * length / self.usual_length)


_JOINED = (2, 3)
WEIGHTS = {
    Field.TITLE: FieldWeight(2.2, 8, 0.6),
    Field.SPEAKERS: FieldWeight(3.0, 3, 0.4),
    Field.TAGS: FieldWeight(1.2, 6, 0.6),
    Field.PLACE: FieldWeight(1.0, 3, 0.3),
    Field.EVENT: FieldWeight(2.0, 3, 0.2),
    Field.ABSTRACT: FieldWeight(1.2, 120, 0.65),
}


def field_texts(talk: SearchableTalk) -> dict[Field, tuple[str, ...]]:
    """Each field's texts; words of two texts never stand next to one another."""
    year = str(talk.held_on.year) if talk.held_on else None
    return {
        Field.TITLE: (talk.title,),
        Field.SPEAKERS: talk.speakers,
        Field.TAGS: talk.tags,
        Field.PLACE: _given(talk.track, talk.room, talk.session_type),
        Field.EVENT: (*talk.event_names, *_given(year, " ".join(_joined_names(talk)))),
        Field.ABSTRACT: _given(talk.abstract),
    }


def _joined_names(talk: SearchableTalk) -> list[str]:
    """Names of events are often written without spaces: "pyconau" for "PyCon AU", "writethedocs"."""
    names = [[word for word in typed_words(name) if word.isalpha()] for name in talk.event_names]
    joined = ("".join(name[:size]) for name in names for size in _JOINED if len(name) >= size)
    return list(dict.fromkeys(joined))


def _given(*texts: str | None) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
