"""EuroPython's programapi: sessions.json and speakers.json by code, or schedule.json by day."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.programmes import Programme
from bot.domain.talks import Speaker, Talk
from bot.errors import SourceError
from bot.importers.cleaning import cleaned_talk
from bot.importers.documents import Document, FolderDocument, data_of, decoded, json_values
from bot.importers.foreign import list_of, mapping_of, mappings_of, text_of
from bot.importers.formats import Format, ReadOptions
from bot.importers.gathering import event_of, gathered, programme
from bot.importers.people import speaker
from bot.importers.times import moment, span_of, zone_of
from bot.importers.titles import is_service_entry

NAME = "europython"
_SESSION_KEYS = {"code", "title", "speakers", "session_type"}

_Table = dict[str, Any]


def recognises(document: Document) -> bool:
    if isinstance(document, FolderDocument):
        names = {path.rpartition("/")[2] for path in document.files}
        return bool(names & {"sessions.json", "schedule.json"}) and "category.json" not in names
    data = data_of(document)
    return _has_sessions(data) or _has_days(data)


def read(document: Document, options: ReadOptions) -> Iterable[Programme]:
    files = _values(document)
    event = event_of(options)
    zone = zone_of(event.time_zone) if event.time_zone else None
    speakers: _Table = {}
    for data in files:
        if isinstance(data, dict) and not (_has_sessions(data) or _has_days(data)):
            speakers |= data
    sessions = [record for data in files if _has_sessions(data) for record in data.values()]
    listed = [record for data in files if _has_days(data) for record in _listed(data)]
    records = _merged(sessions, listed)
    talks, refused = gathered(records, partial(_talk, zone, speakers), lambda record: text_of(record.get("title")))
    return (programme(NAME, event, talks, refused),)


def _values(document: Document) -> list[Any]:
    if isinstance(document, FolderDocument):
        paths = sorted(path for path in document.files if path.endswith(".json"))
        return [_json(path, document.files[path]) for path in paths]
    return [data_of(document)]


def _json(path: str, content: bytes) -> Any:
    try:
        return json_values(decoded(content))
    except SourceError as error:
        raise SourceError(error.reason, path) from error


def _has_sessions(data: Any) -> bool:
    return any(set(mapping_of(record)) >= _SESSION_KEYS for record in mapping_of(data).values())


def _has_days(data: Any) -> bool:
    days = mapping_of(data).get("days")
    return any("events" in mapping_of(day) for day in mapping_of(days).values())


def _listed(data: Any) -> Iterator[dict[str, Any]]:
    for day in data["days"].values():
        yield from map(mapping_of, list_of(mapping_of(day).get("events")))


def _merged(sessions: list[Any], listed: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield every session once; the schedule adds the time and the rooms to what sessions.json says."""
    by_code = {text_of(record.get("code")): record for record in listed}
    for record in map(mapping_of, sessions):
        known = {key: value for key, value in record.items() if value is not None}
        yield {**by_code.pop(text_of(record.get("code")), {}), **known}
    rest = {text_of(record.get("code")) for record in map(mapping_of, sessions)}
    yield from (record for record in listed if text_of(record.get("code")) not in rest)


def _talk(zone: ZoneInfo | None, speakers: _Table, record: dict[str, Any]) -> Talk | None:
    title = text_of(record.get("title"))
    people = _speakers(speakers, record)
    if record.get("event_type") == "break" or (title and not people and is_service_entry(title)):
        return None
    starts_at = moment(record.get("start"), zone)
    span = span_of(record.get("duration"))
    return cleaned_talk(
        key=text_of(record.get("code")),
        title=title,
        zone=zone,
        speakers=people,
        texts=(text_of(record.get("abstract")) or text_of(record.get("tweet")),),
        session_type=text_of(record.get("session_type")),
        track=text_of(record.get("track")),
        room=text_of(record.get("room")) or ", ".join(map(text_of, list_of(record.get("rooms")))),
        starts_at=starts_at,
        ends_at=moment(record.get("end"), zone, "end") or (starts_at + span if starts_at and span else None),
        url=record.get("website_url"),
        videos=(record.get("youtube_url"),),
        links=[
            (text_of(link.get("description")), link.get("resource")) for link in mappings_of(record.get("resources"))
        ],
    )


def _speakers(speakers: _Table, record: dict[str, Any]) -> list[Speaker]:
    """Return whom a session names, by code or as an object. A code without a name in the file is left out."""
    people = [
        mapping_of(speakers.get(item) if isinstance(item, str) else item) for item in list_of(record.get("speakers"))
    ]
    found = (speaker(text_of(one.get("name")), affiliation=text_of(one.get("affiliation"))) for one in people)
    return [one for one in found if one]


FORMAT = Format(NAME, "EuroPython's programapi: sessions, speakers and schedule", recognises, read)
