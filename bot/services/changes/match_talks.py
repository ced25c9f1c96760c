"""Which talk of the catalog a source means: by the key it uses, else by what the talk itself says.

Each talk of the catalog is meant once at most.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from bot.domain.catalog import CatalogTalk
from bot.domain.talks import Talk
from bot.search.folding import fold

T = TypeVar("T")


def match_talks(
    said: Iterable[Talk],
    entries: Mapping[int, CatalogTalk],
    own_ids: Mapping[str, int],
    other_ids: Mapping[str, int],
) -> dict[str, int]:
    """The ids of talks by the source's keys. `own_ids` are by the keys of this source, `other_ids` by those of all.

    A key means something inside its source alone: two tables may both count from 1. So another source's key
    does not count where both title and time say otherwise.
    """
    pairs = _Pairs(said, entries)
    pairs.pair_by_key(own_ids)
    pairs.pair_by_key({key: id for key, id in other_ids.items() if pairs.are_alike(key, id)})
    if pairs.is_open:
        for likeness in (_title_start_and_room, _title_and_start):
            pairs.pair_like(likeness)
        pairs.pair_the_only_ones()
    return pairs.ids_by_key


class _Pairs:
    """`_said` and `_free` are the talks that have no counterpart yet."""

    def __init__(self, said: Iterable[Talk], entries: Mapping[int, CatalogTalk]) -> None:
        self.ids_by_key: dict[str, int] = {}
        self._said = {talk.key: talk for talk in said}
        self._free = {id: entry.talk for id, entry in entries.items()}

    @property
    def is_open(self) -> bool:
        return bool(self._said and self._free)

    def are_alike(self, key: str, id: int) -> bool:
        said, known = self._said.get(key), self._free.get(id)
        if said is None or known is None:
            return False
        times = {_time(said), _time(known)} - {None}
        return len(times) <= 1 or _title(said) == _title(known)

    def pair_by_key(self, ids_by_key: Mapping[str, int]) -> None:
        for key in list(self._said):
            if ids_by_key.get(key) in self._free:
                self._pair(key, ids_by_key[key])

    def pair_like(self, likeness: Callable[[Talk], Hashable]) -> None:
        """Several of one likeness are taken in order: three talks called “Lightning Talks” stay three."""
        free = _grouped((likeness(talk), id) for id, talk in self._free.items())
        for key, talk in list(self._said.items()):
            ids = free.get(likeness(talk))
            if ids:
                self._pair(key, ids.pop(0))

    def pair_the_only_ones(self) -> None:
        """A title that stands once on either side, where one side does not say when and the other does."""
        free = _grouped((_title(talk), id) for id, talk in self._free.items())
        for title, keys in _grouped((_title(talk), key) for key, talk in self._said.items()).items():
            ids = free.get(title, [])
            if len(keys) == len(ids) == 1 and _may_be_one(self._said[keys[0]], self._free[ids[0]]):
                self._pair(keys[0], ids[0])

    def _pair(self, key: str, id: int) -> None:
        self.ids_by_key[key] = id
        del self._said[key], self._free[id]


def _title(talk: Talk) -> str:
    return fold(" ".join(talk.title.split()))


def _time(talk: Talk) -> datetime | date | None:
    return talk.starts_at or talk.held_on


def _title_and_start(talk: Talk) -> Hashable:
    return _title(talk), _time(talk)


def _title_start_and_room(talk: Talk) -> Hashable:
    return _title_and_start(talk), talk.room


def _may_be_one(one: Talk, other: Talk) -> bool:
    if one.starts_at is not None and other.starts_at is not None:
        return False
    return one.held_on is None or other.held_on is None or one.held_on == other.held_on


def _grouped(pairs: Iterable[tuple[Hashable, T]]) -> dict[Hashable, list[T]]:
    groups: dict[Hashable, list[T]] = defaultdict(list)
    for name, value in pairs:
        groups[name].append(value)
    return dict(groups)
