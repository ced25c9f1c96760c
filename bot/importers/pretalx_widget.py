"""The JSON behind pretalx's schedule widget: talks, with tables of speakers, rooms and tracks."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.programmes import Programme
from bot.domain.talks import Talk
from bot.importers.cleaning import cleaned_talk
from bot.importers.documents import Document, data_of
from bot.importers.foreign import by_id, list_of, mapping_of, text_of
from bot.importers.formats import Format, ReadOptions
from bot.importers.gathering import event_of, gathered, programme
from bot.importers.people import speakers_named
from bot.importers.times import moment, span_of, zone_of

NAME = "pretalx-widget"

_Table = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Tables:
    speakers: _Table
    rooms: _Table
    tracks: _Table
    zone: ZoneInfo | None


def recognises(document: Document) -> bool:
    data = mapping_of(data_of(document))
    return all(isinstance(data.get(key), list) for key in ("talks", "speakers", "rooms", "tracks"))


def read(document: Document, options: ReadOptions) -> Iterable[Programme]:
    data = mapping_of(data_of(document))
    event = event_of(options, time_zone=text_of(data.get("timezone")))
    tables = _Tables(
        by_id(data.get("speakers"), "code"),
        by_id(data.get("rooms")),
        by_id(data.get("tracks")),
        zone_of(event.time_zone) if event.time_zone else None,
    )
    records = [mapping_of(record) for record in list_of(data.get("talks"))]
    talks, refused = gathered(records, partial(_talk, tables), lambda record: text_of(record.get("title")))
    return (programme(NAME, event, talks, refused),)


def _talk(tables: _Tables, record: dict[str, Any]) -> Talk | None:
    if text_of(record.get("title")) and not text_of(record.get("code")):
        return None  # a break: it has a title, a room and a time, and no code
    starts_at = moment(record.get("start"), tables.zone)
    span = span_of(record.get("duration"))
    return cleaned_talk(
        key=text_of(record.get("code")),
        title=text_of(record.get("title")),
        zone=tables.zone,
        speakers=speakers_named([_named(tables.speakers, code) for code in list_of(record.get("speakers"))]),
        texts=(text_of(record.get("abstract")), text_of(record.get("description"))),
        session_type=text_of(record.get("session_type")),
        track=_named(tables.tracks, record.get("track")),
        room=_named(tables.rooms, record.get("room")),
        starts_at=starts_at,
        ends_at=moment(record.get("end"), tables.zone, "end") or (starts_at + span if starts_at and span else None),
        language=text_of(record.get("content_locale")),
        tags=[text_of(tag) for tag in list_of(record.get("tags"))],
    )


def _named(table: _Table, code: Any) -> str:
    return text_of(table.get(text_of(code), {}).get("name"))


FORMAT = Format(NAME, "the data of pretalx's schedule widget", recognises, read)
