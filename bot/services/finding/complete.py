"""What an option offers while it is typed. A choice shows a name and puts in a reference or the name itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.filters import EVERYTHING, TalkFilter
from bot.domain.languages import language_name
from bot.domain.talks import marked_title, speaker_names
from bot.errors import UserError
from bot.search.completion import complete, complete_names
from bot.services.catalog import Catalog
from bot.services.finding.understand import FilterWords, days_meant, event_names, understand
from bot.services.references import reference
from bot.store import talks

MOST_CHOICES = 25


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    value: str


async def complete_talks(catalog: Catalog, typed: str, scope: Scope) -> tuple[Choice, ...]:
    view = await catalog.live_index.look(scope)
    found = await catalog.known_talks.by_ids(complete(view.indexes, typed, limit=MOST_CHOICES), scope)
    return tuple(Choice(_talk_name(entry), reference(entry.id)) for entry in found)


async def complete_events(catalog: Catalog, typed: str, scope: Scope) -> tuple[Choice, ...]:
    view = await catalog.live_index.look(scope)
    events_by_name = {name: event for event in view.events for name in event_names(event)}
    offered = (events_by_name[name] for name in complete_names(tuple(events_by_name), typed, limit=MOST_CHOICES))
    return tuple(
        Choice(event.event.name, reference(event.id)) for event in {event.id: event for event in offered}.values()
    )


async def complete_speakers(catalog: Catalog, typed: str, scope: Scope) -> tuple[Choice, ...]:
    view = await catalog.live_index.look(scope)
    return _themselves(complete_names(view.speaker_names, typed, limit=MOST_CHOICES))


async def complete_tracks(catalog: Catalog, typed: str, scope: Scope, event: str | None) -> tuple[Choice, ...]:
    given = await _event_filter(catalog, event, scope)
    async with catalog.database.reading() as session:
        tracks = await talks.facets(session, given, scope, "track")
    return _themselves(complete_names(tuple(track for track, _ in tracks), typed, limit=MOST_CHOICES))


async def complete_days(catalog: Catalog, typed: str, scope: Scope, event: str | None) -> tuple[Choice, ...]:
    """The newest days first; what was typed narrows them where it means a day."""
    given = await _event_filter(catalog, event, scope)
    async with catalog.database.reading() as session:
        days = [day for day, _ in await talks.facets(session, given, scope, "held_on")]
    wanted = typed.strip().casefold()
    names = {day: f"{day:%A}, {day.day} {day:%B} {day.year}" for day in reversed(days)}
    meant = set(days_meant(days, typed))
    offered = [day for day, name in names.items() if day in meant or wanted in name.casefold() or wanted in str(day)]
    return tuple(Choice(names[day], day.isoformat()) for day in offered[:MOST_CHOICES])


async def complete_languages(catalog: Catalog, typed: str, scope: Scope) -> tuple[Choice, ...]:
    async with catalog.database.reading() as session:
        codes = [code for code, _ in await talks.facets(session, EVERYTHING, scope, "language")]
    codes_by_name = {language_name(code): code for code in codes}
    offered = complete_names(tuple(codes_by_name), typed, limit=MOST_CHOICES)
    return tuple(Choice(name, codes_by_name[name]) for name in offered)


async def _event_filter(catalog: Catalog, event: str | None, scope: Scope) -> TalkFilter:
    """A completion offers what there is; that the event is wrong, the command itself will say."""
    if event is None:
        return EVERYTHING
    try:
        return await understand(catalog, FilterWords(event=event), scope)
    except UserError:
        return EVERYTHING


def _talk_name(entry: CatalogTalk) -> str:
    names = speaker_names(entry.talk.speakers)
    title = marked_title(entry.talk)
    return f"{title} · {names}" if names else title


def _themselves(names: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(name, name) for name in names)
