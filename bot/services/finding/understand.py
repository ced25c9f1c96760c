"""From the words of a command's options to what they mean in the catalog."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.catalog import CatalogEvent, Scope
from bot.domain.filters import EVERYTHING, TalkFilter
from bot.domain.languages import language_name
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.live_index import CatalogView
from bot.services.naming import meant_names, spellings
from bot.services.references import id_in
from bot.store import talks
from bot.store.database import Session

_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterWords:
    """What a person put into the options that narrow a look-up."""

    event: str | None = None
    speaker: str | None = None
    track: str | None = None
    day: str | None = None
    language: str | None = None


_NO_WORDS = FilterWords()


async def understand(catalog: Catalog, words: FilterWords, scope: Scope) -> TalkFilter:
    """Raise UserError, which names what could be meant, where a word means nothing or several things."""
    if words == _NO_WORDS:
        return EVERYTHING
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        event_id = None if words.event is None else named_event(view.events, words.event).id
        speakers = () if words.speaker is None else _speaker(view, words.speaker)
        given = TalkFilter(event_id=event_id, speakers=speakers)
        return TalkFilter(
            event_id=event_id,
            speakers=speakers,
            track=await _track(session, given, words.track, scope),
            day=await _day(session, given, words.day, scope),
            language=await _language(session, given, words.language, scope),
        )


def meant_events(events: Iterable[CatalogEvent], typed: str) -> tuple[CatalogEvent, ...]:
    """The one event that is meant, or those that could be, best first."""
    known = tuple(events)
    event_id = id_in(typed)
    if event_id is not None:
        return tuple(event for event in known if event.id == event_id)
    names = [name for event in known for name in event_names(event)]
    meant = meant_names(names, typed)
    found = {event.id: event for name in meant for event in known if name in event_names(event)}
    return _one_of_each_name(found.values())


def _one_of_each_name(events: Iterable[CatalogEvent]) -> tuple[CatalogEvent, ...]:
    """A server's own event stands before a shared one of the same name."""
    found: dict[str, CatalogEvent] = {}
    for event in events:
        if found.setdefault(event.event.name, event).guild_id is None:
            found[event.event.name] = event
    return tuple(found.values())


def event_names(event: CatalogEvent) -> tuple[str, ...]:
    return (event.event.name, *event.event.also_called)


def named_event(events: Iterable[CatalogEvent], typed: str) -> CatalogEvent:
    """Raise UserError where no event is meant, or several could be."""
    meant = meant_events(events, typed)
    if len(meant) == 1:
        return meant[0]
    if not meant:
        names = _listed(event.event.name for event in events)
        known = f" I know {names}." if names else " The catalog holds no event yet."
        raise UserError(f"No event is called “{typed}”.{known}")
    raise UserError(
        f"“{typed}” could be {_listed(event.event.name for event in meant)}. Give a little more of the name."
    )


def _speaker(view: CatalogView, typed: str) -> tuple[str, ...]:
    meant = meant_names(view.speaker_names, typed)
    if len(meant) == 1:
        return spellings(view.speaker_names, meant[0])
    if not meant:
        raise UserError(f"I know no speaker called “{typed}”.")
    raise UserError(f"“{typed}” could be {_listed(meant)}. Give a little more of the name.")


async def _track(session: Session, given: TalkFilter, typed: str | None, scope: Scope) -> str | None:
    if typed is None:
        return None
    tracks: list[str] = [track for track, _ in await talks.facets(session, given, scope, "track")]
    meant = meant_names(tracks, typed)
    if len(meant) == 1:
        return meant[0]
    if not meant:
        known = f" There are {_listed(tracks)}." if tracks else ""
        raise UserError(f"No track is called “{typed}”.{known}")
    raise UserError(f"“{typed}” could be the track {_listed(meant)}. Give a little more of the name.")


async def _day(session: Session, given: TalkFilter, typed: str | None, scope: Scope) -> date | None:
    if typed is None:
        return None
    days = [day for day, _ in await talks.facets(session, given, scope, "held_on")]
    meant = days_meant(days, typed)
    if len(meant) == 1:
        return meant[0]
    if not meant:
        raise UserError(f"“{typed}” is no day with talks. Give a date such as 2022-10-26, or a weekday and an event.")
    raise UserError(f"“{typed}” could be {_listed(day.isoformat() for day in meant)}. Give the date, or an event too.")


def days_meant(days: Iterable[date], typed: str) -> tuple[date, ...]:
    """A date (2022-10-26, 26 Oct, October 26), a weekday or its beginning, or "day 2" of the days in order."""
    known = sorted(days)
    wanted = " ".join(typed.casefold().replace(",", " ").split())
    if wanted.startswith("day ") and wanted[4:].isdecimal():
        place = int(wanted[4:])
        return tuple(known[place - 1 : place]) if place > 0 else ()
    return tuple(day for day in known if wanted in _names_of(day) or _is_weekday(wanted, day))


def _names_of(day: date) -> set[str]:
    months = {f"{day:%B}".casefold(), f"{day:%b}".casefold()}
    short = {form for month in months for form in (f"{day.day} {month}", f"{month} {day.day}")}
    return {day.isoformat()} | short | {f"{form} {day.year}" for form in short}


def _is_weekday(wanted: str, day: date) -> bool:
    return len(wanted) > 1 and f"{day:%A}".casefold().startswith(wanted)


async def _language(session: Session, given: TalkFilter, typed: str | None, scope: Scope) -> str | None:
    if typed is None:
        return None
    codes: list[str] = [code for code, _ in await talks.facets(session, given, scope, "language")]
    wanted = typed.strip().casefold()
    for code in codes:
        if wanted in (code, language_name(code).casefold()):
            return code
    known = f" There are talks in {_listed(map(language_name, codes))}." if codes else ""
    raise UserError(f"No talk is marked as held in “{typed}”.{known}")


def _listed(names: Iterable[str]) -> str:
    several = list(dict.fromkeys(names))
    more = f" and {len(several) - _NAMED_AT_MOST} more" if len(several) > _NAMED_AT_MOST else ""
    return ", ".join(several[:_NAMED_AT_MOST]) + more
