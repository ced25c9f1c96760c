"""CSV and TSV with a header row, its columns told by their usual names."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.programmes import Programme
from bot.domain.talks import Talk
from bot.errors import SourceError
from bot.importers.cleaning import cleaned_talk
from bot.importers.documents import Document, TextDocument, opened_as
from bot.importers.formats import Format, ReadOptions, TimeZoneNeeded
from bot.importers.gathering import event_of, gathered, programme
from bot.importers.links import first_video
from bot.importers.people import speakers_named, split_names
from bot.importers.slugs import slug_of
from bot.importers.table_rows import Row, columns_of, own_rows_of, rows_of
from bot.importers.tables_export import exported_talk
from bot.importers.times import clock_time, day_of, moment, span_of, zone_of
from bot.importers.titles import is_service_entry

NAME = "table"
_SAYS_PROGRAMME = {"key", "abstract", "speakers", "date", "start", "room", "track"}


def recognises(document: Document) -> bool:
    columns = columns_of(document.text) if isinstance(document, TextDocument) else {}
    return "title" in columns and bool(_SAYS_PROGRAMME & set(columns))


def read(document: Document, options: ReadOptions) -> Iterable[Programme]:
    document = opened_as(document, TextDocument)
    rows = rows_of(document.text)
    own_rows = own_rows_of(document.text)
    names = {row["event"].strip() for row in rows if row.get("event", "").strip()}
    event = event_of(options, names.pop() if len(names) == 1 else "")
    zone = zone_of(event.time_zone) if event.time_zone else None
    talks, refused = gathered(
        own_rows or rows,
        partial(exported_talk if own_rows else _talk, zone),
        lambda row: row.get("title") or row.get("key", ""),
    )
    return (programme(NAME, event, talks, refused),)


def _talk(zone: ZoneInfo | None, row: Row) -> Talk | None:
    title = row.get("title", "")
    speakers = speakers_named(split_names(row.get("speakers", "")))
    if title.strip() and not speakers and is_service_entry(title):
        return None
    day = _day(row)
    starts_at = _moment(row, "start", day, zone)
    span = span_of(row.get("duration", "").strip())
    return cleaned_talk(
        key=row.get("key") or _made_key(title, starts_at),
        title=title,
        zone=zone,
        speakers=speakers,
        texts=(row.get("abstract", ""),),
        session_type=row.get("type", ""),
        track=row.get("track", ""),
        room=row.get("room", ""),
        held_on=day,
        starts_at=starts_at,
        ends_at=_moment(row, "end", day, zone) or (starts_at + span if starts_at and span else None),
        language=row.get("language", ""),
        tags=re.split(r"[;,]", row.get("tags", "")),
        url=row.get("url", ""),
        videos=(row.get("video", ""), first_video([row.get("url", "")])),
        links=(("Slides", row.get("slides", "")),),
    )


def _made_key(title: str, starts_at: datetime | None) -> str:
    return f"{slug_of(title)}@{starts_at:%Y%m%dT%H%M}" if starts_at else slug_of(title)


def _day(row: Row) -> date | None:
    return day_of(row["date"]) if row.get("date", "").strip() else None


def _moment(row: Row, column: str, day: date | None, zone: ZoneInfo | None) -> datetime | None:
    """Read a full moment, or a time of day on the day in the `date` column."""
    value = row.get(column, "").strip()
    try:
        clock = clock_time(value)
    except ValueError:
        return moment(value, zone, column)
    if day is None:
        raise SourceError(f"{column}: {value!r} needs a column with the date")
    if zone is None:
        raise TimeZoneNeeded
    return datetime.combine(day, clock, tzinfo=zone)


FORMAT = Format(NAME, "CSV or TSV with a header row (title, speakers, start, …)", recognises, read)
