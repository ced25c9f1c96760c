"""What an import would do, or did: each case named, so that a person can judge it before it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.events import Event
from bot.domain.programmes import Recording, Refusal
from bot.domain.talks import Talk

# A talk that has another of these has been moved.
_PLACE_AND_TIME = frozenset({"held_on", "starts_at", "ends_at", "room"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's value before and after; the values are those of the dataclass that has the field."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkChange:
    """A talk of the catalog and what it becomes.

    `kept` are fields where a local edit stands against the source: `before` stays, `after` is what the source says.
    """

    entry: CatalogTalk
    talk: Talk
    changes: tuple[FieldChange, ...]
    kept: tuple[FieldChange, ...] = ()

    @property
    def moved(self) -> bool:
        return any(change.field in _PLACE_AND_TIME and change.before is not None for change in self.changes)

    @property
    def cancelled(self) -> bool:
        return self.talk.cancelled and not self.entry.talk.cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePlan:
    """What reading one source of one event would do. `held_back` says why it waits for an explicit yes.

    `known` is the event in the catalog, None where it is new. `matches` maps the source's keys to the ids of talks.
    `unchanged` counts talks; those with an edit that is kept, and nothing else, are among them and in `kept`.
    `gone` are removed; `elsewhere` are gone from this source too, but stay, for another source has them. `edits` are,
    by talk, the fields that count as edited from now on with what the source says of them, where that changes.
    """

    location: str
    format_name: str
    guild_id: int | None
    event: Event
    known: CatalogEvent | None
    event_changes: tuple[FieldChange, ...]
    new: tuple[Talk, ...]
    changed: tuple[TalkChange, ...]
    kept: tuple[TalkChange, ...]
    unchanged: int
    gone: tuple[CatalogTalk, ...]
    matches: dict[str, int]
    refused: tuple[Refusal, ...]
    held_back: str | None
    elsewhere: tuple[CatalogTalk, ...] = ()
    edits: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def changes_nothing(self) -> bool:
        news = (self.event_changes, self.new, self.changed, self.gone, self.elsewhere)
        return self.known is not None and not any(news)

    @property
    def cancelled(self) -> int:
        newly = sum(change.cancelled for change in self.changed)
        return newly + sum(talk.cancelled for talk in self.new)

    @property
    def moved(self) -> tuple[TalkChange, ...]:
        return tuple(change for change in self.changed if change.moved)


@dataclass(frozen=True, slots=True)
class UnsureRecording:
    """A recording that fits several talks about equally well: a person decides."""

    recording: Recording
    candidates: tuple[CatalogTalk, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingPlan:
    """What linking a list of recordings would do. `unchanged` counts talks that have their link already.

    `edits` are as in ProgrammePlan.
    """

    location: str
    format_name: str
    guild_id: int | None
    event: CatalogEvent
    changed: tuple[TalkChange, ...]
    kept: tuple[TalkChange, ...]
    unchanged: int
    unsure: tuple[UnsureRecording, ...]
    unmatched: tuple[Recording, ...]
    refused: tuple[Refusal, ...]
    edits: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def changes_nothing(self) -> bool:
        return not self.changed


ImportPlan: TypeAlias = ProgrammePlan | RecordingPlan
