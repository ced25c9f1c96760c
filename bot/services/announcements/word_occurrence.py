"""From an announcement's wording to what one occurrence of it says, with the catalog as it is now."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.announcements import Announcement, BeforeTalks, Occurrence
from bot.domain.answers import EventSummary
from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.lookups import EventCard
from bot.domain.occurrence_messages import Address, Foreign, Moment, OccurrenceMessage, Part
from bot.domain.placeholders import Placeholder, parts_of
from bot.domain.talks import marked_title, speaker_names
from bot.services.catalog import Catalog
from bot.services.finding.show_event import open_event
from bot.store import talks

# For those who look at it before: what goes out is posted by discord_app/recaps/recap_delivering.py.
_RECAP = "The recap of this event goes out, in the style {style}. `/recap preview` shows it."
_GONE = "This was about something that is no longer in the catalog."


@dataclass(frozen=True, slots=True)
class _Matter:
    talks: tuple[CatalogTalk, ...]
    event: EventSummary | None


async def word_occurrence(catalog: Catalog, announcement: Announcement, occurrence: Occurrence) -> OccurrenceMessage:
    """What is not known, or is no longer there, is said to be so."""
    wording = announcement.wording
    matter = await _matter(catalog, announcement, occurrence)
    if wording.recap is not None:
        announced = (_RECAP.format(style=wording.recap),)
        return OccurrenceMessage(text=announced, mention=wording.mention, event=matter.event)
    text = tuple(part for words in parts_of(wording.text) for part in _filled(words, matter) if part)
    has_card = bool(matter.talks) or matter.event is not None
    return OccurrenceMessage(
        text=text or (() if has_card else (_GONE,)),
        mention=wording.mention,
        talks=matter.talks,
        event=None if matter.talks else matter.event,
    )


async def _matter(catalog: Catalog, announcement: Announcement, occurrence: Occurrence) -> _Matter:
    wording, scope = announcement.wording, Scope(announcement.guild_id)
    named = () if wording.talk_id is None else (wording.talk_id,)
    found = await _talks(catalog, occurrence.talk_ids or named, scope)
    event_id = wording.event_id or _event_of(announcement, found)
    if event_id is None:
        return _Matter(found, None)
    answer = await open_event(catalog, EventCard(event_id), scope)
    return _Matter(found, answer if isinstance(answer, EventSummary) else None)


async def _talks(catalog: Catalog, ids: tuple[int, ...], scope: Scope) -> tuple[CatalogTalk, ...]:
    if not ids:
        return ()
    async with catalog.database.reading() as session:
        return await talks.by_ids(session, ids, scope)


def _event_of(announcement: Announcement, found: tuple[CatalogTalk, ...]) -> int | None:
    if isinstance(announcement.schedule, BeforeTalks):
        return announcement.schedule.event_id
    return found[0].event.id if found else None


def _filled(words: str | Placeholder, matter: _Matter) -> Iterable[Part]:
    if isinstance(words, str):
        return (words,)
    if words.name == "count":
        return (_count(matter),)
    kind, _, field = words.name.partition(".")
    known = tuple(_of_talks(field, matter.talks) if kind == "talk" else _of_event(field, matter.event))
    return known or (f"({kind}: {field.replace('_', ' ')} not known)",)


def _count(matter: _Matter) -> str:
    if matter.talks or matter.event is None:
        return str(len(matter.talks))
    return str(matter.event.talks)


def _of_talks(field: str, entries: tuple[CatalogTalk, ...]) -> Iterable[Part]:
    """Of talks that start together, the names of all; each once."""
    given = [entry.talk for entry in entries]
    match field:
        case "title":
            yield from _joined(marked_title(talk) for talk in given)
        case "speakers":
            yield from _joined(speaker_names(talk.speakers) for talk in given)
        case "room":
            yield from _joined(talk.room for talk in given)
        case "track":
            yield from _joined(talk.track for talk in given)
        case "start" | "starts_in":
            starts = [talk.starts_at for talk in given if talk.starts_at is not None]
            days = [talk.held_on for talk in given if talk.held_on is not None]
            if starts:
                yield Moment(min(starts), relative=field == "starts_in")
            elif days:
                yield min(days)
        case "url":
            addresses = dict.fromkeys(talk.url or talk.video_url for talk in given)
            yield from _spaced(Address(url) for url in addresses if url)
        case _:
            return


def _of_event(field: str, summary: EventSummary | None) -> Iterable[Part]:
    if summary is None:
        return
    event = summary.event.event
    match field:
        case "name":
            yield Foreign(event.name)
        case "start" if event.starts_on is not None:
            yield event.starts_on
        case "place":
            place = ", ".join(part for part in (event.venue, event.city) if part)
            yield from _joined([place])
        case "url" if event.url is not None:
            yield Address(event.url)
        case _:
            return


def _joined(texts: Iterable[str | None]) -> Iterable[Part]:
    known = [text for text in dict.fromkeys(texts) if text]
    if known:
        yield Foreign(", ".join(known))


def _spaced(addresses: Iterable[Address]) -> Iterable[Part]:
    for number, address in enumerate(addresses):
        if number:
            yield " "
        yield address
