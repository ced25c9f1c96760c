from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Result = TypeVar("_Result")


class Remembered(Generic[_Result]):
    """What was worked out lately: many ask the same. Whatever it depends on is part of the key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, _Result] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def find(self, key: Hashable) -> _Result | None:
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key]

    def keep(self, key: Hashable, result: _Result) -> None:
        self._kept[key] = result
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def get(self, key: Hashable, work_out: Callable[[], _Result]) -> _Result:
        known = self.find(key)
        if known is None:
            known = work_out()
            self.keep(key, known)
        return known
