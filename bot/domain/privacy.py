"""What is kept about a person, and what becomes of it when they say so."""

from dataclasses import dataclass
from enum import Enum

# Stands where somebody's id stood; Discord gives it to nobody.
SOMEBODY_FORMER = 0


@dataclass(frozen=True, slots=True)
class Person:
    """`direct_channel_id` is that of their direct messages with the bot: it tells who they are as well as their id."""

    user_id: int
    direct_channel_id: int | None


class Kept(Enum):
    """In words, for the person. `forgotten` is what becomes of it."""

    CHANGES = ("changes to a catalog that you made", "the change stays, as made by a former moderator")
    ANNOUNCEMENTS = ("announcements that you scheduled", "they still go out, and nobody knows by whom")
    RECAP_TEXTS = ("recaps that you wrote last", "the text stays, and nobody knows by whom")
    RECAPS = ("recaps that you posted", "the post stays, and nobody knows by whom")
    CONVERSATIONS = ("what our direct messages of the last day were about", "it is deleted")

    def __init__(self, what: str, forgotten: str) -> None:
        self.what = what
        self.forgotten = forgotten


@dataclass(frozen=True, slots=True)
class KeptAbout:
    """How many there are of each kind; kinds without any are left out."""

    counts: tuple[tuple[Kept, int], ...]
