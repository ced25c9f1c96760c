"""The schedule.json of frab and pretalx."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.programmes import Programme
from bot.domain.talks import Speaker, Talk
from bot.importers.cleaning import cleaned_talk
from bot.importers.documents import Document, data_of
from bot.importers.foreign import first_text, list_of, mapping_of, mappings_of, text_of
from bot.importers.formats import Format, ReadOptions
from bot.importers.gathering import event_of, gathered, programme
from bot.importers.links import web_address
from bot.importers.people import speaker
from bot.importers.times import conference_day, day_or_unknown, moment, span_of, zone_of
from bot.importers.titles import is_service_entry

NAME = "frab-json"


@dataclass(frozen=True, slots=True)
class _Entry:
    record: dict[str, Any]
    day: date | None
    room: str


def recognises(document: Document) -> bool:
    return bool(_conference(document))


def read(document: Document, options: ReadOptions) -> Iterable[Programme]:
    conference = _conference(document)
    event = event_of(
        options,
        text_of(conference.get("title")),
        time_zone=text_of(conference.get("time_zone_name")),
        days=(day_or_unknown(conference.get("start")), day_or_unknown(conference.get("end"))),
        venue=text_of(conference.get("venue")),
        city=text_of(conference.get("city")),
        url=web_address(conference.get("url")) or web_address(conference.get("base_url")),
    )
    zone = zone_of(event.time_zone) if event.time_zone else None
    talks, refused = gathered(_entries(conference), partial(_talk, zone), _name)
    return (programme(NAME, event, talks, refused),)


def _conference(document: Document) -> dict[str, Any]:
    data = data_of(document)
    conference = mapping_of(mapping_of(mapping_of(data).get("schedule")).get("conference"))
    return conference if isinstance(conference.get("days"), list) else {}


def _entries(conference: dict[str, Any]) -> Iterator[_Entry]:
    for day in mappings_of(conference["days"]):
        for room, records in mapping_of(day.get("rooms")).items():
            for record in list_of(records):
                yield _Entry(mapping_of(record), day_or_unknown(day.get("date")), room)


def _name(entry: _Entry) -> str:
    return first_text(entry.record, "title", "code", "guid", "id")


def _talk(zone: ZoneInfo | None, entry: _Entry) -> Talk | None:
    record = entry.record
    title = text_of(record.get("title"))
    speakers = _speakers(record)
    if not speakers and is_service_entry(title) and title:
        return None
    starts_at = moment(record.get("date"), zone, "date")
    span = span_of(record.get("duration"))
    return cleaned_talk(
        key=first_text(record, "code", "guid", "id"),
        title=": ".join(filter(None, [title, text_of(record.get("subtitle"))])),
        zone=zone,
        speakers=speakers,
        texts=(text_of(record.get("abstract")), text_of(record.get("description"))),
        session_type=text_of(record.get("type")),
        track=text_of(record.get("track")),
        room=text_of(record.get("room")) or entry.room,
        held_on=conference_day(starts_at, entry.day, zone),
        starts_at=starts_at,
        ends_at=starts_at + span if starts_at and span else None,
        language=text_of(record.get("language")),
        url=record.get("url"),
        links=_links(record),
    )


def _speakers(record: dict[str, Any]) -> list[Speaker]:
    persons = mappings_of(record.get("persons"))
    names = (first_text(person, "public_name", "name", "full_public_name") for person in persons)
    return [found for name in names if (found := speaker(name))]


def _links(record: dict[str, Any]) -> Iterator[tuple[str, object]]:
    for link in [*mappings_of(record.get("links")), *mappings_of(record.get("attachments"))]:
        yield first_text(link, "title", "description", "name"), link.get("url")


FORMAT = Format(NAME, "schedule.json of pretalx and frab", recognises, read)
