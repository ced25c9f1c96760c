"""The processes that serve one bot together, on one database."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Topic(StrEnum):
    """What they tell one another. CATALOG: it changed. OCCURRENCES and NEWS: there is more to send. TAKEN names
    interactions that somebody answers already, FREE says that somebody gave up duties.

    CHORES is told by none of them: it wakes the chores of a process when they become its own.
    """

    CATALOG = "catalog"
    OCCURRENCES = "occurrences"
    NEWS = "news"
    CHORES = "chores"
    TAKEN = "taken"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Duty:
    """What one of them does for all: answer what Discord tells of a shard, `number` of `count`."""

    count: int
    number: int


# Reading sources, telling news: what is to be done once, not once by each.
CHORES = Duty(0, 0)


@dataclass(frozen=True, slots=True)
class Shards:
    """Discord spreads servers over `count` connections; `ids` are those that a process holds."""

    count: int
    ids: tuple[int, ...]

    @property
    def part(self) -> float:
        """Of all servers, those of this process."""
        return len(self.ids) / self.count


class Hearer(Protocol):
    """Told by the connection to the others; none of it may raise or take long."""

    def told(self, topic: Topic, text: str) -> None: ...

    def took(self, duty: Duty) -> None:
        """It is this process's now."""

    def left_to_others(self, duty: Duty) -> None:
        """Another process has it, or may have taken it."""

    def connected(self) -> None:
        """What was told before may have been missed."""

    def disconnected(self) -> None:
        """Nobody can be asked who has what."""
