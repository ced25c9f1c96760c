"""Answers of pretalx's REST API: the older {slots, breaks}, and pages of talks {count, next, results}."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.programmes import Programme
from bot.domain.talks import Speaker, Talk
from bot.errors import SourceError
from bot.importers.cleaning import cleaned_talk
from bot.importers.documents import Document, data_of
from bot.importers.foreign import first_text, list_of, mapping_of, mappings_of, text_of
from bot.importers.formats import Format, ReadOptions
from bot.importers.gathering import event_of, gathered, programme
from bot.importers.people import speaker
from bot.importers.times import moment, span_of, zone_of

NAME = "pretalx-rest"
_NOT_ON_THE_PROGRAMME = ("submitted", "rejected", "draft", "deleted")
_TALK_KEYS = {"code", "title", "speakers"}


def recognises(document: Document) -> bool:
    data = mapping_of(data_of(document))
    if isinstance(data.get("slots"), list) and isinstance(data.get("breaks"), list):
        return True
    results = mappings_of(data.get("results"))
    is_page = "count" in data and "next" in data
    return is_page and (not data.get("results") or any(set(result) >= _TALK_KEYS for result in results))


def read(document: Document, options: ReadOptions) -> Iterable[Programme]:
    data = mapping_of(data_of(document))
    if data.get("next"):
        raise SourceError(
            f"it is one page of several ({len(list_of(data.get('results')))} of {text_of(data.get('count'))} talks): "
            "export all of them, for example as schedule.json"
        )
    _refuse_bare_codes(mappings_of(data.get("results")))
    event = event_of(options)
    zone = zone_of(event.time_zone) if event.time_zone else None
    records = [mapping_of(record) for record in list_of(data.get("slots")) + list_of(data.get("results"))]
    talks, refused = gathered(
        _sittings(records), partial(_talk, zone), lambda record: first_text(record, "title", "code")
    )
    return (programme(NAME, event, talks, refused),)


def _refuse_bare_codes(results: list[dict[str, Any]]) -> None:
    speakers = [speaker for result in results for speaker in list_of(result.get("speakers"))]
    if speakers and all(isinstance(speaker, str) for speaker in speakers):
        raise SourceError(
            "the speakers are codes without names: "
            "ask the API for ?expand=speakers,track,submission_type,slots,slots.room"
        )


def _sittings(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield a talk once for each time it is held: the newer API lists `slots`."""
    for record in records:
        slots = mappings_of(record.get("slots"))
        yield from ({**record, "slot": slot} for slot in slots) if slots else (record,)


def _talk(zone: ZoneInfo | None, record: dict[str, Any]) -> Talk | None:
    if record.get("state") in _NOT_ON_THE_PROGRAMME:
        return None
    slot = mapping_of(record.get("slot"))
    starts_at = moment(slot.get("start"), zone)
    span = span_of(record.get("duration"))
    return cleaned_talk(
        key=text_of(record.get("code")),
        title=text_of(record.get("title")),
        zone=zone,
        speakers=_speakers(record),
        texts=(text_of(record.get("abstract")), text_of(record.get("description"))),
        session_type=_name_of(record.get("submission_type")),
        track=_name_of(record.get("track")),
        room=_name_of(slot.get("room")),
        starts_at=starts_at,
        ends_at=moment(slot.get("end"), zone, "end") or (starts_at + span if starts_at and span else None),
        language=text_of(record.get("content_locale")),
        tags=[_name_of(tag) for tag in list_of(record.get("tags"))],
        links=[
            (text_of(link.get("description")), link.get("resource")) for link in mappings_of(record.get("resources"))
        ],
        cancelled=record.get("state") in ("canceled", "withdrawn"),
    )


def _speakers(record: dict[str, Any]) -> list[Speaker]:
    names = (text_of(person.get("name")) for person in mappings_of(record.get("speakers")))
    return [found for name in names if (found := speaker(name))]


def _name_of(value: Any) -> str:
    """Return the name of something that is expanded, or named in several languages. An id alone has none."""
    record = mapping_of(value)
    return text_of(record.get("name", value)) if not isinstance(value, int) else ""


FORMAT = Format(NAME, "answers of pretalx's REST API, with speakers, rooms and types expanded", recognises, read)
