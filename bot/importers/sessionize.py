"""Sessionize's three JSON views with talks: All, GridSmart and Sessions. Their times are always local."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.programmes import Programme
from bot.domain.talks import Speaker, Talk
from bot.importers.cleaning import cleaned_talk
from bot.importers.documents import Document, data_of
from bot.importers.foreign import by_id, first_text, list_of, mapping_of, mappings_of, text_of
from bot.importers.formats import Format, ReadOptions
from bot.importers.gathering import event_of, gathered, programme
from bot.importers.links import first_video
from bot.importers.people import speaker
from bot.importers.times import moment, zone_of
from bot.importers.titles import is_service_entry

NAME = "sessionize"

_Table = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Tables:
    """What the All view keeps apart; empty for the other views. `items` maps an item to (category, name)."""

    speakers: _Table
    rooms: _Table
    items: dict[str, tuple[str, str]]
    zone: ZoneInfo | None


def recognises(document: Document) -> bool:
    data = data_of(document)
    if isinstance(data, dict):
        return set(data) >= {"sessions", "speakers", "rooms", "categories"}
    keys = {"rooms", "timeSlots"}, {"groupName", "sessions"}
    return any(set(mapping_of(day)) >= shape for day in list_of(data) for shape in keys)


def read(document: Document, options: ReadOptions) -> Iterable[Programme]:
    data = data_of(document)
    event = event_of(options)
    whole = mapping_of(data)
    tables = _Tables(
        by_id(whole.get("speakers")),
        by_id(whole.get("rooms")),
        _items(whole),
        zone_of(event.time_zone) if event.time_zone else None,
    )
    talks, refused = gathered(
        _sessions(data), partial(_talk, tables), lambda session: first_text(session, "title", "id")
    )
    return (programme(NAME, event, talks, refused),)


def _sessions(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the sessions of any view. GridSmart repeats them by time, and a plenum session in every room."""
    groups = [mapping_of(data), *mappings_of(data)]
    rooms = [room for group in groups if "timeSlots" in group for room in mappings_of(group.get("rooms"))]
    seen = set()
    for holder in groups + rooms:
        for session in map(mapping_of, list_of(holder.get("sessions"))):
            identity = (text_of(session.get("id")), text_of(session.get("startsAt")))
            if identity not in seen or not identity[0]:
                yield session
            seen.add(identity)


def _items(whole: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {
        text_of(item.get("id")): (text_of(category.get("title")), text_of(item.get("name")))
        for category in mappings_of(whole.get("categories"))
        for item in mappings_of(category.get("items"))
    }


def _talk(tables: _Tables, session: dict[str, Any]) -> Talk | None:
    title = text_of(session.get("title"))
    speakers = _speakers(tables, session)
    if title and not speakers and is_service_entry(title):
        return None
    labels = list(_labels(tables, session))
    return cleaned_talk(
        key=text_of(session.get("id")),
        title=title,
        zone=tables.zone,
        speakers=speakers,
        texts=(text_of(session.get("description")),),
        session_type=_labelled(labels, "format", "type"),
        track=_labelled(labels, "track"),
        room=text_of(session.get("room")) or first_text(tables.rooms.get(text_of(session.get("roomId")), {}), "name"),
        starts_at=moment(session.get("startsAt"), tables.zone),
        ends_at=moment(session.get("endsAt"), tables.zone, "end"),
        language=_labelled(labels, "language"),
        tags=[name for category, name in labels if not _is_known(category)],
        videos=(session.get("recordingUrl"), _answered_video(session)),
        cancelled=text_of(session.get("status")).lower() in ("cancelled", "canceled"),
    )


def _speakers(tables: _Tables, session: dict[str, Any]) -> list[Speaker]:
    found = []
    for item in list_of(session.get("speakers")):
        person = tables.speakers.get(item, {}) if isinstance(item, str) else mapping_of(item)
        name = first_text(person, "fullName", "name") or " ".join(
            filter(None, (text_of(person.get("firstName")), text_of(person.get("lastName"))))
        )
        found.append(speaker(name, role=text_of(person.get("tagLine"))))
    return [one for one in found if one]


def _labels(tables: _Tables, session: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for identity in list_of(session.get("categoryItems")):
        if label := tables.items.get(text_of(identity)):
            yield label
    for category in mappings_of(session.get("categories")):
        for item in mappings_of(category.get("categoryItems")):
            yield text_of(category.get("name")), text_of(item.get("name"))


def _labelled(labels: list[tuple[str, str]], *words: str) -> str:
    return next((name for category, name in labels if any(word in category.lower() for word in words)), "")


def _is_known(category: str) -> bool:
    return any(word in category.lower() for word in ("format", "type", "track", "language"))


def _answered_video(session: dict[str, Any]) -> str | None:
    """Of the answers speakers gave, only the address of a recording may be kept."""
    answers = mappings_of(session.get("questionAnswers"))
    return first_video(answer.get(key) for answer in answers for key in ("answerValue", "answer"))


FORMAT = Format(NAME, "Sessionize's JSON: All, GridSmart or Sessions", recognises, read)
