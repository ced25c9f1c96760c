"""OPass (CCIP), the app data of COSCUP and SITCON: texts in Chinese and English beside one another."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.programmes import Programme
from bot.domain.talks import Talk
from bot.importers.cleaning import cleaned_talk
from bot.importers.documents import Document, data_of
from bot.importers.foreign import by_id, first_text, list_of, mapping_of, mappings_of, text_of
from bot.importers.formats import Format, ReadOptions
from bot.importers.gathering import event_of, gathered, programme
from bot.importers.languages import language_code
from bot.importers.people import speakers_named
from bot.importers.times import moment, zone_of

NAME = "opass"

_Table = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Tables:
    speakers: _Table
    types: _Table
    rooms: _Table
    tags: _Table
    zone: ZoneInfo | None


def recognises(document: Document) -> bool:
    data = mapping_of(data_of(document))
    sessions = mappings_of(data.get("sessions"))
    return "session_types" in data or any("zh" in session and "en" in session for session in sessions[:3])


def read(document: Document, options: ReadOptions) -> Iterable[Programme]:
    data = mapping_of(data_of(document))
    event = event_of(options)
    tables = _Tables(
        by_id(data.get("speakers")),
        by_id(data.get("session_types")),
        by_id(data.get("rooms")),
        by_id(data.get("tags")),
        zone_of(event.time_zone) if event.time_zone else None,
    )
    records = [mapping_of(record) for record in list_of(data.get("sessions"))]
    talks, refused = gathered(records, partial(_talk, tables), lambda record: _local(record, "zh").get("title", ""))
    return (programme(NAME, event, talks, refused),)


def _talk(tables: _Tables, record: dict[str, Any]) -> Talk | None:
    language = language_code(text_of(record.get("language"))) or ""
    own, other = (_local(record, "zh"), _local(record, "en"))[:: -1 if language == "en" else 1]
    titles = dict.fromkeys(filter(None, (own.get("title"), other.get("title"))))
    return cleaned_talk(
        key=text_of(record.get("id")),
        title=" / ".join(titles),
        zone=tables.zone,
        speakers=speakers_named([_named(tables.speakers, code, language) for code in list_of(record.get("speakers"))]),
        texts=filter(None, (own.get("description"), other.get("description"))),
        track=_named(tables.types, record.get("type"), language),
        room=_named(tables.rooms, record.get("room"), language) or text_of(record.get("room")),
        starts_at=moment(record.get("start"), tables.zone),
        ends_at=moment(record.get("end"), tables.zone, "end"),
        language=language,
        tags=_tags(tables, record, language),
        url=record.get("uri"),
        videos=(record.get("record"),),
        links=(("Slides", record.get("slide")), ("Shared notes", record.get("co_write"))),
    )


def _local(record: dict[str, Any], language: str) -> dict[str, str]:
    texts = mapping_of(record.get(language))
    return {key: first_text(texts, key) for key in ("title", "description", "name")}


def _named(table: _Table, code: Any, language: str) -> str:
    """Return the name in the talk's own language, which for most speakers is the same in both."""
    record = table.get(text_of(code), {})
    names = [_local(record, "en")["name"], _local(record, "zh")["name"]]
    ordered = names if language == "en" else names[::-1]
    return next(filter(None, ordered), "")


def _tags(tables: _Tables, record: dict[str, Any], language: str) -> list[str]:
    """Return the tags but those that only repeat the language."""
    codes = [text_of(tag) for tag in list_of(record.get("tags"))]
    return [_named(tables.tags, code, language) or code for code in codes if not language_code(code)]


FORMAT = Format(NAME, "OPass (CCIP) session data, as of COSCUP and SITCON", recognises, read)
