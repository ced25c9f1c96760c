"""What reading one source of one event would do to the catalog. Nothing is written here."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.events import Event
from bot.domain.imports import FieldChange, ProgrammePlan, TalkChange
from bot.domain.programmes import Programme
from bot.domain.talks import Talk
from bot.search.folding import fold
from bot.services.changes.match_talks import match_talks
from bot.services.changes.merging import changed_edits, merged_event, merged_talk
from bot.store import events, local_edits, sources, talks
from bot.store.database import Session

# A source that loses more than this share of its talks at once waits for an explicit yes.
_LARGEST_LOSS = 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whose event (None: everybody's) an import is for, and from where it comes. `event_id` is what a person said."""

    location: str
    guild_id: int | None
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the catalog has of the event: its talks, and how this source and all of them together call them.

    `ids_younger` are the talks that only this source, or younger ones, have a name for.
    """

    entries: Mapping[int, CatalogTalk]
    ids_by_own_key: Mapping[str, int]
    ids_by_key: Mapping[str, int]
    ids_elsewhere: AbstractSet[int]
    ids_younger: AbstractSet[int]
    edits: Mapping[int, Mapping[str, Any]]

    @property
    def own_ids(self) -> AbstractSet[int]:
        return set(self.ids_by_own_key.values())


async def plan_programme(session: Session, programme: Programme, target: Target) -> ProgrammePlan:
    event = await _known_event(session, programme.event, target)
    known = await _known_talks(session, event, target)
    wanted, event_changes = (
        (programme.event, ()) if event is None else merged_event(event.event, _told(programme, event))
    )
    said = [_dated(talk, wanted) for talk in programme.talks]
    matches = match_talks(said, known.entries, known.ids_by_own_key, known.ids_by_key)
    pairs = [(known.entries[matches[talk.key]], talk) for talk in said if talk.key in matches]
    changes = [_change(entry, talk, known) for entry, talk in pairs]
    changed = tuple(change for change in changes if change.changes)
    gone, elsewhere = _gone(known, matches)
    return ProgrammePlan(
        location=target.location,
        format_name=programme.format_name,
        guild_id=target.guild_id,
        event=wanted,
        known=event,
        event_changes=event_changes,
        new=tuple(talk for talk in said if talk.key not in matches),
        changed=changed,
        kept=tuple(change for change in changes if change.kept),
        unchanged=len(changes) - len(changed),
        gone=gone,
        elsewhere=elsewhere,
        matches=matches,
        refused=programme.refused,
        held_back=_held_back(len(known.own_ids), len(gone) + len(elsewhere), len(said)),
        edits=changed_edits(pairs, known.edits),
    )


def _told(programme: Programme, known: CatalogEvent) -> Event:
    """Days that are just those of the talks do not narrow the known ones: many formats name no others."""
    said, before = programme.event, known.event
    days = sorted(talk.held_on for talk in programme.talks if talk.held_on is not None)
    if not days or (said.starts_on, said.ends_on) != (days[0], days[-1]) or before.starts_on is None:
        return said
    is_within = before.starts_on <= days[0] and days[-1] <= (before.ends_on or before.starts_on)
    return replace(said, starts_on=None, ends_on=None) if is_within else said


async def _known_event(session: Session, said: Event, target: Target) -> CatalogEvent | None:
    """The event that a person named, else that with the slug, else one of the same name."""
    if target.event_id is not None:
        return await events.any_by_id(session, target.event_id)
    by_slug = await events.owned_by_slug(session, said.slug, target.guild_id)
    if by_slug is not None:
        return by_slug
    names = await events.names_of_owner(session, target.guild_id)
    event_id = next((id for id, name in names.items() if fold(name) == fold(said.name)), None)
    return None if event_id is None else await events.any_by_id(session, event_id)


async def _known_talks(session: Session, event: CatalogEvent | None, target: Target) -> _Known:
    if event is None:
        return _Known({}, {}, {}, frozenset(), frozenset(), {})
    named = await sources.keys_of_event(session, event.id)
    elsewhere = {location: keys for location, keys in named.items() if location != target.location}
    older = takewhile(lambda location: location != target.location, named)
    ids_older = {talk_id for location in older for talk_id in named[location].values()}
    return _Known(
        entries={entry.id: entry for entry in await talks.of_event(session, event.id)},
        ids_by_own_key=named.get(target.location, {}),
        ids_by_key={key: talk_id for keys in named.values() for key, talk_id in keys.items()},
        ids_elsewhere={talk_id for keys in elsewhere.values() for talk_id in keys.values()},
        ids_younger={talk_id for keys in named.values() for talk_id in keys.values()} - ids_older,
        edits=await local_edits.of_event(session, event.id),
    )


def _change(entry: CatalogTalk, said: Talk, known: _Known) -> TalkChange:
    """The key that a talk bears is that of its oldest source, which may have called it otherwise, or not at all."""
    change = merged_talk(entry, said, known.edits.get(entry.id, {}))
    if entry.talk.key == said.key or entry.id not in known.ids_younger:
        return change
    renamed = FieldChange("key", entry.talk.key, said.key)
    return replace(change, talk=replace(change.talk, key=said.key), changes=(*change.changes, renamed))


def _gone(known: _Known, matches: Mapping[str, int]) -> tuple[tuple[CatalogTalk, ...], tuple[CatalogTalk, ...]]:
    """The talks that the source has no longer: those that go with it, and those that another source has."""
    gone = [known.entries[talk_id] for talk_id in sorted(known.own_ids - set(matches.values()))]
    return (
        tuple(entry for entry in gone if entry.id not in known.ids_elsewhere),
        tuple(entry for entry in gone if entry.id in known.ids_elsewhere),
    )


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
