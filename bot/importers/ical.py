"""iCalendar as pretalx, Sched, ics.py and others write it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component

from bot.domain.programmes import Programme
from bot.domain.talks import Talk
from bot.errors import SourceError
from bot.importers.cleaning import cleaned_talk
from bot.importers.documents import CalendarDocument, Document, opened_as
from bot.importers.formats import Format, ReadOptions
from bot.importers.gathering import event_of, gathered, programme
from bot.importers.ical_export import PRODUCT, exported_talk
from bot.importers.ical_speakers import Dialect, details_of, dialect_of, name_of, title_and_speakers
from bot.importers.ical_values import all_of, categories, day_or_moment, span_at, text_at
from bot.importers.times import zone_of
from bot.importers.titles import is_service_entry

NAME = "ical"
_FOLD = re.compile(rb"\r?\n[ \t]")
_SERVICE_CATEGORIES = {"registration", "break", "breaks", "meal", "meals", "catering", "informational"}


@dataclass(frozen=True, slots=True)
class _Calendar:
    dialect: Dialect
    zone: ZoneInfo | None
    names_organisers: bool


def recognises(document: Document) -> bool:
    return isinstance(document, CalendarDocument)


def read(document: Document, options: ReadOptions) -> Iterable[Programme]:
    calendar = _parsed(document)
    entries = calendar.walk("VEVENT")
    dialect = dialect_of(calendar)
    event = event_of(options, name_of(calendar, dialect), time_zone=_zone_name(calendar, entries))
    zone = zone_of(event.time_zone) if event.time_zone else None
    organisers = {text_at(entry, "ORGANIZER", "CN") for entry in entries}
    context = _Calendar(dialect, zone, names_organisers=len(organisers) > 1)
    is_own = text_at(calendar, "PRODID") == PRODUCT
    read_one = partial(exported_talk, zone) if is_own else partial(_talk, context)
    talks, refused = gathered(entries, read_one, lambda entry: text_at(entry, "SUMMARY") or text_at(entry, "UID"))
    return (programme(NAME, event, talks, refused),)


def _parsed(document: Document) -> Component:
    document = opened_as(document, CalendarDocument)
    try:
        # Unfolded first: some programs fold inside a letter of several bytes.
        return Calendar.from_ical(_FOLD.sub(b"", document.content))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError) as error:
        raise SourceError(f"broken calendar: {str(error)[:200]}") from error


def _zone_name(calendar: Component, entries: list[Component]) -> str:
    """Return the zone the calendar itself or all its entries name. Sched says UTC of every event."""
    named = text_at(calendar, "X-WR-TIMEZONE") or text_at(calendar, "TIMEZONE-ID")
    zones = {text_at(entry, "DTSTART", "TZID") for entry in entries}
    candidate = named if named and named.upper() not in ("UTC", "GMT", "ETC/UTC") else ""
    candidate = candidate or (zones.pop() if len(zones) == 1 else "")
    try:
        return zone_of(candidate).key if candidate else ""
    except SourceError:
        return ""


def _talk(context: _Calendar, entry: Component) -> Talk | None:
    details = details_of(text_at(entry, "DESCRIPTION"))
    title, speakers = title_and_speakers(entry, context.dialect, details, organisers=context.names_organisers)
    labels = categories(entry)
    is_service = bool(_SERVICE_CATEGORIES & {label.lower() for label in [*labels, details.kind]})
    if title and not speakers and (is_service or is_service_entry(title)):
        return None
    held_on, starts_at = day_or_moment(entry, "DTSTART", context.zone)
    _, ends_at = day_or_moment(entry, "DTEND", context.zone)
    span = span_at(entry, "DURATION")
    return cleaned_talk(
        key=text_at(entry, "UID") or f"{title}@{starts_at}",
        title=title,
        zone=context.zone,
        speakers=speakers,
        texts=(details.text.removeprefix(text_at(entry, "URL") + "\n"),),
        session_type=details.kind,
        track=labels[0] if len(labels) == 1 else "",
        room=text_at(entry, "LOCATION").strip(" ,"),
        held_on=held_on,
        starts_at=starts_at,
        ends_at=ends_at or (starts_at + span if starts_at and span else None),
        tags=labels if len(labels) > 1 else (),
        url=text_at(entry, "URL"),
        links=[("Attachment", str(value)) for value in all_of(entry, "ATTACH")],
        cancelled=text_at(entry, "STATUS").upper() == "CANCELLED",
    )


FORMAT = Format(NAME, "iCalendar, as of pretalx, Sched and others", recognises, read)
