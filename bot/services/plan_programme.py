"""What reading one source of one event would do to the catalog. Nothing is written here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.events import Event
from bot.domain.imports import ProgrammePlan
from bot.domain.programmes import Programme
from bot.domain.talks import Talk
from bot.search.folding import fold
from bot.services.merging import merged_event, merged_talk
from bot.store import events, local_edits, sources, talks
from bot.store.database import Session

# A source that loses more than this share of its talks at once waits for an explicit yes.
_LARGEST_LOSS = 1 / 3

_Standing: TypeAlias = tuple[str, datetime | date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whose event (None: everybody's) an import is for, and from where it comes. `event_id` is what a person said."""

    location: str
    guild_id: int | None
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the catalog has of the event: its talks, and how its sources call them."""

    entries: Mapping[int, CatalogTalk]
    ids_by_key: Mapping[str, int]
    keys_of_source: Mapping[str, int]
    edits: Mapping[int, Mapping[str, Any]]


async def plan_programme(session: Session, programme: Programme, target: Target) -> ProgrammePlan:
    event = await _known_event(session, programme.event, target)
    known = await _known_talks(session, event, target)
    wanted = programme.event if event is None else merged_event(event.event, programme.event)[0]
    said = [_dated(talk, wanted) for talk in programme.talks]
    matches = _matches(said, known)
    changes = [
        merged_talk(known.entries[matches[talk.key]], talk, known.edits.get(matches[talk.key], {})).change
        for talk in said
        if talk.key in matches
    ]
    gone_ids = set(known.keys_of_source.values()) - set(matches.values())
    gone = tuple(known.entries[talk_id] for talk_id in sorted(gone_ids))
    changed = tuple(change for change in changes if change.changes)
    return ProgrammePlan(
        location=target.location,
        format_name=programme.format_name,
        guild_id=target.guild_id,
        event=wanted,
        known=event,
        event_changes=() if event is None else merged_event(event.event, programme.event)[1],
        new=tuple(talk for talk in said if talk.key not in matches),
        changed=changed,
        kept=tuple(change for change in changes if change.kept),
        unchanged=len(changes) - len(changed),
        gone=gone,
        matches=matches,
        refused=programme.refused,
        held_back=_held_back(len(set(known.keys_of_source.values())), len(gone), len(said)),
    )


async def _known_event(session: Session, said: Event, target: Target) -> CatalogEvent | None:
    """The event that a person named, else that with the slug, else one of the same name."""
    owned = await events.of_owner(session, target.guild_id)
    if target.event_id is not None:
        return next(event for event in owned if event.id == target.event_id)
    by_slug = next((event for event in owned if event.event.slug == said.slug), None)
    return by_slug or next((event for event in owned if fold(event.event.name) == fold(said.name)), None)


async def _known_talks(session: Session, event: CatalogEvent | None, target: Target) -> _Known:
    if event is None:
        return _Known({}, {}, {}, {})
    return _Known(
        entries={entry.id: entry for entry in await talks.of_event(session, event.id)},
        ids_by_key=await sources.talk_ids_by_key(session, event.id),
        keys_of_source=await sources.keys(session, event.id, target.location),
        edits=await local_edits.of_event(session, event.id),
    )


def _matches(said: Iterable[Talk], known: _Known) -> dict[str, int]:
    """By source key, else by title and start; each talk of the catalog is matched once."""
    all_said = tuple(said)
    keys = {**known.ids_by_key, **known.keys_of_source}
    matches: dict[str, int] = {}
    taken: set[int] = set()
    for talk in all_said:
        talk_id = keys.get(talk.key)
        if talk_id is not None and talk_id in known.entries and talk_id not in taken:
            matches[talk.key] = talk_id
            taken.add(talk_id)
    free = {_standing(entry.talk): entry.id for entry in known.entries.values() if entry.id not in taken}
    for talk in all_said:
        if talk.key not in matches and _standing(talk) in free:
            matches[talk.key] = free.pop(_standing(talk))
    return matches


def _standing(talk: Talk) -> _Standing:
    return fold(" ".join(talk.title.split())), talk.starts_at or talk.held_on


def _dated(talk: Talk, event: Event) -> Talk:
    """A talk with a time but no day is held on that time's day, where the event is."""
    if talk.held_on is not None or talk.starts_at is None:
        return talk
    there = talk.starts_at if event.time_zone is None else talk.starts_at.astimezone(ZoneInfo(event.time_zone))
    return replace(talk, held_on=there.date())


def _held_back(before: int, gone: int, said: int) -> str | None:
    if before and not said:
        return f"the source had {before} talks and is empty now"
    if gone > before * _LARGEST_LOSS:
        return f"{gone} of {before} talks are gone from the source"
    return None
