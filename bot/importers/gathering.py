"""From the records of a source to a Programme."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date
from typing import TypeVar

from bot.domain.events import Event
from bot.domain.programmes import Programme, Refusal
from bot.domain.talks import Talk
from bot.errors import SourceError
from bot.importers.formats import EventNameNeeded, ReadOptions, TimeZoneNeeded
from bot.importers.prose import one_line
from bot.importers.slugs import slug_of
from bot.importers.times import zone_of

_LONGEST_EVENT = 31

R = TypeVar("R")


def gathered(
    records: Iterable[R], read: Callable[[R], Talk | None], name_of: Callable[[R], str]
) -> tuple[tuple[Talk, ...], tuple[Refusal, ...]]:
    """Read every record; `read` returns None for one that is no talk. One bad record costs no other."""
    talks: list[Talk] = []
    refused: list[Refusal] = []
    for number, record in enumerate(records, 1):
        try:
            talk = read(record)
        except TimeZoneNeeded:
            raise
        except SourceError as error:
            name = one_line(name_of(record), 80)
            refused.append(Refusal(f"entry {number} ({name})" if name else f"entry {number}", error.reason))
        else:
            talks += [talk] if talk else []
    return _with_own_keys(talks), tuple(refused)


def programme(format_name: str, event: Event, talks: tuple[Talk, ...], refused: tuple[Refusal, ...]) -> Programme:
    """Where the source does not give the event's days, those of its first and last talk stand for them."""
    days = sorted(talk.held_on for talk in talks if talk.held_on)
    if days and event.starts_on is None and (days[-1] - days[0]).days <= _LONGEST_EVENT:
        event = replace(event, starts_on=days[0], ends_on=days[-1])
    return Programme(format_name=format_name, event=event, talks=talks, refused=refused)


def event_of(
    options: ReadOptions,
    name: str = "",
    *,
    time_zone: str = "",
    days: tuple[date | None, date | None] = (None, None),
    venue: str = "",
    city: str = "",
    url: str | None = None,
) -> Event:
    """Raise EventNameNeeded or, for a time zone that does not exist, SourceError."""
    full_name = one_line(options.event_name or name, 200)
    if not full_name:
        raise EventNameNeeded
    zone = options.time_zone or time_zone
    return Event(
        slug=slug_of(full_name),
        name=full_name,
        starts_on=days[0],
        ends_on=days[1] if days[0] and days[1] and days[1] >= days[0] else None,
        venue=one_line(venue, 200) or None,
        city=one_line(city, 200) or None,
        time_zone=zone_of(zone).key if zone else None,
        url=url,
    )


def _with_own_keys(talks: list[Talk]) -> tuple[Talk, ...]:
    """Tell apart the talks that share a key; drop those that are wholly the same.

    A talk that is held twice keeps its key the first time. Where one key stands for different titles it
    means nothing, and title and start take its place.
    """
    groups: dict[str, list[Talk]] = defaultdict(list)
    for talk in dict.fromkeys(talks):
        groups[talk.key].append(talk)
    shared = {key: len({talk.title for talk in group}) > 1 for key, group in groups.items() if len(group) > 1}
    taken: set[str] = set()
    return tuple(_with_own_key(talk, shared, taken) for talk in dict.fromkeys(talks))


def _with_own_key(talk: Talk, shared: dict[str, bool], taken: set[str]) -> Talk:
    key = talk.key
    if key in shared and (shared[key] or key in taken):
        start = f"{talk.starts_at.astimezone(UTC):%Y%m%dT%H%MZ}" if talk.starts_at else "unscheduled"
        key = f"{slug_of(talk.title) if shared[key] else key[:120]}@{start}"
    number = 2
    free = key
    while free in taken:
        free = f"{key}#{number}"
        number += 1
    taken.add(free)
    return replace(talk, key=free)
