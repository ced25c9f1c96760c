"""Talks and events as plain values (what JSON can hold) and back, without loss. Aware times keep their moment."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from bot.domain.events import Event
from bot.domain.history import KnownSource
from bot.domain.recaps import RecapMaterial, Theme
from bot.domain.talks import Link, Speaker, Talk

_DAYS = frozenset({"held_on", "starts_on", "ends_on", "published_on"})
_MOMENTS = frozenset({"starts_at", "ends_at", "read_at"})


def plain_talk(talk: Talk) -> dict[str, Any]:
    return _plain(asdict(talk))


def talk_of(plain: Mapping[str, Any]) -> Talk:
    return Talk(**{field: talk_value(field, value) for field, value in plain.items()})


def plain_event(event: Event) -> dict[str, Any]:
    return _plain(asdict(event))


def event_of(plain: Mapping[str, Any]) -> Event:
    recap = plain["recap"]
    values = {field: _value(field, value) for field, value in plain.items()}
    return Event(**values | {"recap": None if recap is None else recap_of(recap)})


def recap_of(plain: Mapping[str, Any]) -> RecapMaterial:
    values = {field: _value(field, value) for field, value in plain.items()}
    return RecapMaterial(**values | {"themes": tuple(Theme(**theme) for theme in plain["themes"])})


def plain_source(source: KnownSource) -> dict[str, Any]:
    return _plain(asdict(source))


def source_of(plain: Mapping[str, Any]) -> KnownSource:
    return KnownSource(**{field: _value(field, value) for field, value in plain.items()})


def plain_value(value: Any) -> Any:
    """A field's value as JSON holds it."""
    match value:
        case date():
            return value.isoformat()
        case tuple():
            return [plain_value(part) for part in value]
        case Speaker() | Link() | Theme() | RecapMaterial():
            return _plain(asdict(value))
        case _:
            return value


def talk_value(field: str, plain: Any) -> Any:
    """The value of a talk's field from what JSON held."""
    match field:
        case "speakers":
            return tuple(Speaker(**part) for part in plain)
        case "links":
            return tuple(Link(**part) for part in plain)
        case _:
            return _value(field, plain)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {field: _plain_part(value) for field, value in values.items()}


def _plain_part(value: Any) -> Any:
    """What asdict leaves: dates, and tuples and dicts of plain parts."""
    if isinstance(value, dict):
        return _plain(value)
    if isinstance(value, tuple):
        return [_plain_part(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _value(field: str, plain: Any) -> Any:
    if isinstance(plain, str) and field in _DAYS:
        return date.fromisoformat(plain)
    if isinstance(plain, str) and field in _MOMENTS:
        return datetime.fromisoformat(plain)
    return tuple(plain) if isinstance(plain, list) else plain
