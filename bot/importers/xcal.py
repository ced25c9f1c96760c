"""xCal as frab and pretalx write it: their calendar as XML, with Pentabarf's additions. Times are local."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from bot.domain.programmes import Programme
from bot.domain.talks import Talk
from bot.importers.cleaning import cleaned_talk
from bot.importers.documents import Document, XmlDocument, opened_as
from bot.importers.formats import Format, ReadOptions
from bot.importers.gathering import event_of, gathered, programme
from bot.importers.people import speakers_named
from bot.importers.times import moment, zone_of
from bot.importers.titles import is_service_entry

NAME = "xcal"
_PENTABARF = "{http://pentabarf.org}"


def recognises(document: Document) -> bool:
    return isinstance(document, XmlDocument) and document.root.tag.rpartition("}")[2] == "iCalendar"


def read(document: Document, options: ReadOptions) -> Iterable[Programme]:
    document = opened_as(document, XmlDocument)
    event = event_of(options, document.root.findtext("vcalendar/x-wr-calname") or "")
    zone = zone_of(event.time_zone) if event.time_zone else None
    talks, refused = gathered(
        document.root.iterfind("vcalendar/vevent"), partial(_talk, zone), lambda entry: _text(entry, "summary")
    )
    return (programme(NAME, event, talks, refused),)


def _talk(zone: ZoneInfo | None, entry: Element) -> Talk | None:
    title = _text(entry, "summary") or _text(entry, f"{_PENTABARF}title")
    speakers = speakers_named([(person.text or "").strip() for person in entry.findall("attendee")])
    if title and not speakers and is_service_entry(title):
        return None
    return cleaned_talk(
        key=_text(entry, "uid"),
        title=title,
        zone=zone,
        speakers=speakers,
        texts=(_text(entry, "description"),),
        session_type=_text(entry, "category"),
        room=_text(entry, "location"),
        starts_at=_moment(entry, "dtstart", zone),
        ends_at=_moment(entry, "dtend", zone),
        language=_text(entry, f"{_PENTABARF}language-code") or _text(entry, f"{_PENTABARF}language"),
        url=_text(entry, "url"),
        cancelled=_text(entry, "status").upper() == "CANCELLED",
    )


def _text(entry: Element, tag: str) -> str:
    return (entry.findtext(tag) or "").strip()


def _moment(entry: Element, tag: str, zone: ZoneInfo | None) -> datetime | None:
    return moment(_text(entry, tag), zone, tag)


FORMAT = Format(NAME, "xCal of pretalx and frab", recognises, read)
