"""Linking recordings to talks by their titles. Nothing is guessed: what is not certain is left to a person.

A likeness of titles is no proof: "Opening Remarks" and "Closing Remarks" are alike. So a title must be the same
letter for letter, once case, accents and punctuation are gone, and what else the recording's title says must be
the speakers or words that many recordings of the list share, such as the event's name.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.programmes import Recording
from bot.domain.talks import Talk

_SEPARATOR = re.compile(r"\s+[-–—|/•]+\s+|\s*[|[\]()“”\"]\s*|:\s+|\.{3,}|…|-\s+|,\s+(?=[A-Z][a-z]+ \d{4}\b)")
_CUT_SHORT = re.compile(r"\.{3,}|…")
_ENOUGH_TO_BE_SHARED = 3
_ENOUGH_LETTERS = 16
_MOST_PARTS = 12
_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Link:
    recording: Recording
    talk: Talk


@dataclass(frozen=True, slots=True)
class Doubt:
    """A recording that may be of one of the candidates, or of none."""

    recording: Recording
    candidates: tuple[Talk, ...]


@dataclass(frozen=True, slots=True)
class LinkedRecordings:
    linked: tuple[Link, ...]
    unsure: tuple[Doubt, ...]
    unmatched: tuple[Recording, ...]


def link_recordings(recordings: Iterable[Recording], talks: Iterable[Talk]) -> LinkedRecordings:
    """Sort the recordings of one event's talks. A talk gets one recording at most."""
    recordings = tuple(dict.fromkeys(recordings))
    index = _Index(talks, recordings)
    found = [(recording, *index.matches(recording.title)) for recording in recordings]
    claims = Counter(talks[0].key for _, talks, is_certain in found if is_certain)
    linked, unsure, unmatched = [], [], []
    for recording, candidates, is_certain in found:
        if is_certain and claims[candidates[0].key] == 1:
            linked.append(Link(recording, candidates[0]))
        elif candidates:
            unsure.append(Doubt(recording, candidates[:_MOST_CANDIDATES]))
        else:
            unmatched.append(recording)
    return LinkedRecordings(tuple(linked), tuple(unsure), tuple(unmatched))


class _Index:
    def __init__(self, talks: Iterable[Talk], recordings: Iterable[Recording]) -> None:
        self._talks_by_title: dict[str, list[Talk]] = defaultdict(list)
        for talk in talks:
            self._talks_by_title[folded(talk.title)].append(talk)
        parts = Counter(part for one in recordings for part in {folded(part) for part in _parts(one.title)})
        self._shared = {part for part, count in parts.items() if count >= _ENOUGH_TO_BE_SHARED}

    def matches(self, title: str) -> tuple[tuple[Talk, ...], bool]:
        """Return the talks a recording may be of, and whether the first is certain."""
        for inside, rest in _readings(title):
            candidates = self._talks_by_title.get(folded(inside), [])
            if not candidates:
                continue
            named = [talk for talk in candidates if _names_speaker(rest, talk)]
            if len(named) == 1:
                return (named[0],), True
            is_plain = all(folded(part) in self._shared for part in _parts(rest))
            return tuple(candidates), is_plain and len(candidates) == 1
        return self._cut_short(title)

    def _cut_short(self, title: str) -> tuple[tuple[Talk, ...], bool]:
        """Match a title that the list cuts with "...": the speakers after it must be those of the talk."""
        cut = _CUT_SHORT.search(title)
        beginning = folded(title[: cut.start()]) if cut else ""
        if cut is None or len(beginning) < _ENOUGH_LETTERS:
            return (), False
        candidates = [
            talk for key, talks in self._talks_by_title.items() if key.startswith(beginning) for talk in talks
        ]
        named = [talk for talk in candidates if _names_speaker(title[cut.end() :], talk)]
        return (tuple(named), True) if len(named) == 1 else (tuple(candidates), False)


def folded(text: str) -> str:
    """Return the letters and digits alone, without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _parts(title: str) -> list[str]:
    return [part for part in _SEPARATOR.split(title) if part and folded(part)]


def _readings(title: str) -> Iterator[tuple[str, str]]:
    """Yield what may be the talk's title and what stands around it, the longest first."""
    yield title, ""
    cuts = [0, *(end for match in _SEPARATOR.finditer(title) for end in (match.start(), match.end())), len(title)]
    spans = {(start, end) for start in cuts[: 2 * _MOST_PARTS] for end in cuts if start < end}
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        yield title[start:end], f"{title[:start]} | {title[end:]}"


def _names_speaker(text: str, talk: Talk) -> bool:
    return any(folded(speaker.name) in folded(text) for speaker in talk.speakers if folded(speaker.name))
