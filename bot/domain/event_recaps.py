"""The recap of an event: what the catalog says of it, and what moderators wrote over that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.recaps import Theme
from bot.domain.talks import Speaker


class Grouping(StrEnum):
    DAY = "day"
    TRACK = "track"
    TOPIC = "topic"
    NONE = "none"


class RecapStyle(StrEnum):
    """One message, a few of them, or a message (in a forum: a post) for every talk."""

    COMPACT = "compact"
    FULL = "full"
    THREADS = "threads"


class RecapFormat(StrEnum):
    DISCORD = "discord"
    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class RecapTalk:
    """`summary` is one or two sentences on what it is about."""

    entry: CatalogTalk
    summary: str | None


@dataclass(frozen=True, slots=True)
class TalkGroup:
    """`name` is None where the talks are not parted."""

    name: str | None
    talks: tuple[RecapTalk, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """`talks`, `speakers` and `recordings` count what is in it; `programme` counts the talks of the whole event."""

    event: CatalogEvent
    headline: str
    introduction: str = ""
    themes: tuple[Theme, ...] = ()
    highlights: tuple[str, ...] = ()
    what_next: tuple[str, ...] = ()
    closing: str = ""
    grouping: Grouping
    groups: tuple[TalkGroup, ...]
    left_out: tuple[CatalogTalk, ...] = ()
    picture: bool = True
    talks: int
    speakers: int
    recordings: int
    programme: int

    @property
    def all_talks(self) -> tuple[RecapTalk, ...]:
        return tuple(talk for group in self.groups for talk in group.talks)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapEdits:
    """What moderators of a server wrote over the draft; None where they left it.

    `put_in` and `left_out` are ids of talks; every other talk is in if the draft has it and `others` says so.
    `order` are ids too: these come first, in that order. `summaries` are by talk.
    """

    headline: str | None = None
    introduction: str | None = None
    themes: tuple[Theme, ...] | None = None
    highlights: tuple[str, ...] | None = None
    what_next: tuple[str, ...] | None = None
    closing: str | None = None
    grouping: Grouping | None = None
    picture: bool = True
    put_in: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    others: bool = True
    order: tuple[int, ...] = ()
    summaries: Mapping[int, str] = field(default_factory=dict)


NO_EDITS = RecapEdits()


def presenters(speakers: tuple[Speaker, ...]) -> tuple[str, ...]:
    """Each with what is to be known of their part: where they work, and that somebody else came in their place."""
    return tuple(_presenter(speaker) for speaker in speakers)


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"


def in_numbers(recap: Recap) -> str:
    """Such as "9 talks · 10 speakers · 8 recordings"; where some of the programme is left out, of how many talks."""
    of_all = f" of {recap.programme:,}" if recap.programme > recap.talks else ""
    talks = f"{recap.talks:,}{of_all} {'talk' if recap.programme == 1 else 'talks'}"
    several = ((recap.speakers, "speaker"), (recap.recordings, "recording"))
    return " · ".join([talks, *(counted(number, noun) for number, noun in several if number)])


def _presenter(speaker: Speaker) -> str:
    known = "; ".join(part for part in (speaker.affiliation, speaker.note) if part)
    return f"{speaker.name} ({known})" if known else speaker.name
