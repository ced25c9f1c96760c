"""The schedule.xml of frab, pretalx, FOSDEM and the CCC, new and old."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from bot.domain.programmes import Programme
from bot.domain.talks import Speaker, Talk
from bot.errors import SourceError
from bot.importers.cleaning import cleaned_talk
from bot.importers.documents import Document, XmlDocument, opened_as
from bot.importers.formats import Format, ReadOptions, TimeZoneNeeded
from bot.importers.gathering import event_of, gathered, programme
from bot.importers.links import web_address
from bot.importers.people import speaker
from bot.importers.times import clock_time, conference_day, day_or_unknown, local_moment, moment, span_of, zone_of
from bot.importers.titles import is_service_entry

NAME = "frab-xml"


@dataclass(frozen=True, slots=True)
class _Entry:
    element: Element
    day: date | None
    room: str


def recognises(document: Document) -> bool:
    return isinstance(document, XmlDocument) and document.root.tag == "schedule"


def read(document: Document, options: ReadOptions) -> Iterable[Programme]:
    document = opened_as(document, XmlDocument)
    conference = document.root.find("conference")
    conference = Element("conference") if conference is None else conference
    event = event_of(
        options,
        _text(conference, "title"),
        time_zone=_text(conference, "time_zone_name"),
        days=(day_or_unknown(_text(conference, "start")), day_or_unknown(_text(conference, "end"))),
        venue=_text(conference, "venue"),
        city=_text(conference, "city"),
        url=web_address(_text(conference, "url")) or web_address(_text(conference, "base_url")),
    )
    zone = zone_of(event.time_zone) if event.time_zone else None
    talks, refused = gathered(_entries(document.root), partial(_talk, zone), _name)
    return (programme(NAME, event, talks, refused),)


def _text(element: Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _entries(root: Element) -> Iterator[_Entry]:
    for day in root.findall("day"):
        listed_on = day_or_unknown(day.get("date"))
        for element in day.findall("event"):
            yield _Entry(element, listed_on, "")
        for room in day.findall("room"):
            for element in room.findall("event"):
                yield _Entry(element, listed_on, room.get("name", ""))


def _name(entry: _Entry) -> str:
    return _text(entry.element, "title") or entry.element.get("id", "")


def _talk(zone: ZoneInfo | None, entry: _Entry) -> Talk | None:
    element = entry.element
    title = _text(element, "title")
    speakers = _speakers(element)
    if title and not speakers and is_service_entry(title):
        return None
    starts_at = _starts_at(entry, zone)
    span = span_of(_text(element, "duration"))
    return cleaned_talk(
        key=element.get("guid", "") or element.get("id", ""),
        title=": ".join(filter(None, [title, _text(element, "subtitle")])),
        zone=zone,
        speakers=speakers,
        texts=(_text(element, "abstract"), _text(element, "description")),
        session_type=_text(element, "type"),
        track=_text(element, "track"),
        room=_text(element, "room") or entry.room,
        held_on=conference_day(starts_at, entry.day, zone),
        starts_at=starts_at,
        ends_at=starts_at + span if starts_at and span else None,
        language=_text(element, "language"),
        url=_text(element, "url"),
        links=_links(element),
    )


def _starts_at(entry: _Entry, zone: ZoneInfo | None) -> datetime | None:
    """Trust `date`; old files have only a time of day, on the day the entry is listed under."""
    start = _text(entry.element, "start")
    if date_text := _text(entry.element, "date"):
        return moment(date_text, zone, "date")
    if not start:
        return None
    if entry.day is None:
        raise SourceError(f"start: {start[:60]!r} has no date, nor has the day it is listed under")
    if zone is None:
        raise TimeZoneNeeded
    try:
        return local_moment(entry.day, clock_time(start), zone).astimezone(zone)
    except (ValueError, OverflowError):
        raise SourceError(f"start: {start[:60]!r} is no time") from None


def _speakers(element: Element) -> list[Speaker]:
    persons = element.findall("persons/person")
    names = ((person.text or "").strip() or _text(person, "name") for person in persons)
    return [found for name in names if (found := speaker(name))]


def _links(element: Element) -> Iterator[tuple[str, str]]:
    for link in [*element.findall("links/link"), *element.findall("attachments/attachment")]:
        yield (link.text or "").strip(), link.get("href", "")
    if video := _text(element, "video"):
        yield "Recording", video


FORMAT = Format(NAME, "schedule.xml of pretalx, frab, FOSDEM and the CCC", recognises, read)
