"""What was done to the catalog, as far as it is needed to tell of it and to take it back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.events import Event


class Action(StrEnum):
    IMPORT = "import"
    SYNC = "sync"
    EDIT = "edit"
    REMOVE = "remove"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a member of the server, or (None) the operator."""

    member_id: int | None = None


OPERATOR = Actor(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRecord:
    """One talk's part in a change. `before` and `after` hold fields as plain values (domain/snapshots.py).

    A new talk has no `before`, and of `after` the title alone; a removed one has all of `before` and no `after`; a
    changed one has the changed fields in both. `keys` are the sources' locations, each with the key that the source had
    for the talk, where the change touched them; `edits` are the fields edited here with what the source said of them:
    both as they were before.
    """

    talk_id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    keys: tuple[tuple[str, str], ...] = ()
    edits: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """Where an event's talks were read from. `etag` and `last_modified` name the state that was read."""

    id: int
    event_id: int
    location: str
    format_name: str
    read_at: datetime
    time_zone: str | None
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogChange:
    """One thing done to one event. `event_before` is None where the event was not there before.

    `sources` are those that the change took away with their event, or the one that it read anew: as known before.
    """

    guild_id: int | None
    event_id: int
    event_name: str
    action: Action
    note: str
    actor: Actor
    changed_at: datetime
    event_before: Event | None
    talks: tuple[TalkRecord, ...]
    sources: tuple[KnownSource, ...] = ()
    undone: bool = False


@dataclass(frozen=True, slots=True)
class RecordedChange:
    id: int
    change: CatalogChange
