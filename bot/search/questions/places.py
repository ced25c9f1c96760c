"""Rooms and tracks in a question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.search.folding import fold
from bot.search.questions.phrases import Phrase

_ROOM = r"(?:room|hall|auditorium|theat(?:re|er)|stage|ballroom|salon|lecture hall|lounge|devroom|lab)"
_TRACK = r"(?:track|stream|devroom|room)"
_BEFORE = r"(?:(?:in|at|on|of|for|from|inside)(?: the)? |the )?"
_WHOLE = 6
_PARTS = tuple(re.compile(rf"\s*[{marks}]\s*") for marks in (",|", ",|("))
# What is certainly a name, even of a room that nobody knows.
_NUMBER = re.compile(r"(?:[a-z]{0,2}[-.]?\d\S{0,4}|[a-z])")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """`name` is as the catalog has it, or as it was typed where the catalog has no such room."""

    name: str
    rest: Phrase


def may_name_room(phrase: Phrase) -> bool:
    return re.search(rf"(?<!\S)(?:in|at|inside|{_ROOM})(?!\S)", phrase.said) is not None


def may_name_track(phrase: Phrase) -> bool:
    return re.search(rf"(?<!\S){_TRACK}(?!\S)", phrase.said) is not None


def room_in(phrase: Phrase, rooms: Sequence[str]) -> NamedPlace | None:
    """A room's name needs a word that says so: "in", "at", "room"."""
    for words in _stretches(phrase):
        name = _room_called(phrase[words].said, rooms)
        if name is not None and _leads(phrase, words, ("in", "at", "inside"), _ROOM):
            return NamedPlace(name, _without(phrase, words, _ROOM))
    match = re.search(rf"(?<!\S){_BEFORE}(?:room|hall) (?P<name>\S+)(?!\S)", phrase.said)
    if match is None or not _NUMBER.fullmatch(match["name"]):
        return None
    return NamedPlace(str(phrase.group(match, "name")), phrase.without(phrase.words_at(*match.span())))


def track_in(phrase: Phrase, tracks: Sequence[str]) -> NamedPlace | None:
    """A track is often called like a topic, so that only the word "track" tells them apart."""
    by_name = {fold(track): track for track in reversed(tracks)}
    for words in _stretches(phrase):
        said = phrase[words].said
        name = by_name.get(said) or by_name.get(f"{said} track") or by_name.get(f"track {said}")
        if name is not None and (_leads(phrase, words, (), _TRACK) or said.endswith(" track")):
            return NamedPlace(name, _without(phrase, words, _TRACK))
    return None


def _room_called(said: str, rooms: Sequence[str]) -> str | None:
    """By its whole name, or by a part that no other room has: "Hall 12" of "Hall 12, Amsterdam"."""
    whole = [room for room in rooms if fold(room) == said]
    if whole or not (wanted := _bare(said)):
        return next(iter(whole), None)
    for parts in _PARTS:
        partly = [room for room in rooms if wanted in map(_bare, (fold(room), *parts.split(fold(room))))]
        if partly:
            return partly[0] if len(partly) == 1 else None
    return None


def _bare(room: str) -> str:
    """Without the word "room" at either end, and with one blank between the words."""
    words = [word.strip("()[]{},.:;") for word in room.split()]
    return " ".join(word for word in words if word not in ("room", "the", "") and any(map(str.isalnum, word)))


def _leads(phrase: Phrase, words: slice, prepositions: tuple[str, ...], kind: str) -> bool:
    before = [word for word in phrase.plain[: words.start] if word != "the"][-1:]
    after = phrase.plain[words.stop : words.stop + 1]
    inside = phrase[words].plain
    return (
        any(re.fullmatch(kind, word) for word in (*before, *after, inside[0], inside[-1]))
        and len(inside) + len(before) > 0
    ) or bool(before and before[0] in prepositions)


def _without(phrase: Phrase, words: slice, kind: str) -> Phrase:
    start, stop = words.start, words.stop
    if stop < len(phrase.plain) and re.fullmatch(kind, phrase.plain[stop]):
        stop += 1
    while start and (phrase.plain[start - 1] in _LEADING or re.fullmatch(kind, phrase.plain[start - 1])):
        start -= 1
    return phrase.without(slice(start, stop))


_LEADING = {"in", "at", "on", "of", "for", "from", "inside", "the"}


def _stretches(phrase: Phrase) -> Iterator[slice]:
    for size in range(min(_WHOLE, len(phrase.plain)), 0, -1):
        for start in range(len(phrase.plain) - size + 1):
            yield slice(start, start + size)
