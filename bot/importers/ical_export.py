"""Writing a programme as iCalendar, and reading that back. Every speaker is an ATTENDEE without an address."""

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, vCalAddress, vCategory, vText

from bot.domain.programmes import Programme
from bot.domain.talks import Link, Speaker, Talk
from bot.errors import SourceError
from bot.importers.ical_values import all_of, categories, day_or_moment, text_at
from bot.importers.own_talks import read_talk

PRODUCT = "-//Talkbot//Conference talks//EN"
_SPEAKER = "X-TALKBOT-SPEAKER"
_LINK = "X-TALKBOT-LINK"
_AS_TEXT = {"VALUE": "TEXT"}
_NO_ADDRESS = "urn:talkbot:speaker"
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_TEXTS = {
    "X-TALKBOT-TYPE": "session_type",
    "X-TALKBOT-PART-OF": "part_of",
    "X-TALKBOT-TRACK": "track",
    "X-TALKBOT-LANGUAGE": "language",
    "X-TALKBOT-VIDEO": "video_url",
    "LOCATION": "room",
    "URL": "url",
}


class _Text(vText):
    """The library takes a backslash before an N for the end of a line, where it is none."""

    def to_ical(self) -> bytes:
        return self.replace("\r\n", "\n").translate(_ESCAPES).encode()


def write(programme: Programme, *, written_at: datetime) -> str:
    """Return the calendar. Talks without a day and a time have no place in one and are left out."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("X-WR-CALNAME", _Text(programme.event.name))
    if programme.event.time_zone:
        calendar.add("X-WR-TIMEZONE", programme.event.time_zone)
    for talk in programme.talks:
        if talk.starts_at or talk.held_on:
            calendar.add_component(_entry(talk, written_at))
    content: bytes = calendar.to_ical()
    return content.decode()


def _entry(talk: Talk, written_at: datetime) -> Event:
    entry = Event()
    entry.add("UID", _Text(talk.key))
    entry.add("DTSTAMP", written_at.astimezone(UTC))
    entry.add("SUMMARY", _Text(talk.title))
    _add_times(entry, talk)
    for name, field in _TEXTS.items():
        if value := getattr(talk, field):
            entry.add(name, _Text(value), parameters=_AS_TEXT if name.startswith("X-") else {})
    if talk.abstract:
        entry.add("DESCRIPTION", _Text(talk.abstract))
    if talk.tags:
        tags = vCategory([])
        tags.cats = [_Text(tag) for tag in talk.tags]
        entry.add("CATEGORIES", tags)
    entry.add("STATUS", "CANCELLED" if talk.cancelled else "CONFIRMED" if talk.title_confirmed else "TENTATIVE")
    for speaker in talk.speakers:
        entry.add("ATTENDEE", _attendee(speaker.name))
        entry.add(_SPEAKER, _json(speaker), parameters=_AS_TEXT)
    for link in talk.links:
        entry.add(_LINK, _json(link), parameters=_AS_TEXT)
    return entry


def _json(value: Speaker | Link) -> _Text:
    return _Text(json.dumps({key: part for key, part in asdict(value).items() if part is not None}, ensure_ascii=False))


def _add_times(entry: Event, talk: Talk) -> None:
    if talk.starts_at:
        entry.add("DTSTART", talk.starts_at.astimezone(UTC))
    elif talk.held_on:
        entry.add("DTSTART", talk.held_on)
    if talk.ends_at:
        entry.add("DTEND", talk.ends_at.astimezone(UTC))
    if talk.held_on:
        entry.add("X-TALKBOT-DAY", talk.held_on.isoformat())


def _attendee(name: str) -> vCalAddress:
    """Name a speaker for other programs, whose parameters know no backslash and no quotation mark."""
    return vCalAddress(_NO_ADDRESS, params={"CN": re.sub(r"[\\\"]", " ", name)})


def exported_talk(zone: ZoneInfo | None, entry: Component) -> Talk:
    """Read an entry that `write` wrote, as strictly as the project's own format: anybody can claim to be it."""
    _, starts_at = day_or_moment(entry, "DTSTART", zone)
    _, ends_at = day_or_moment(entry, "DTEND", zone)
    status = text_at(entry, "STATUS")
    record = {
        "key": text_at(entry, "UID"),
        "title": text_at(entry, "SUMMARY"),
        "title_confirmed": status != "TENTATIVE",
        "cancelled": status == "CANCELLED",
        "speakers": _records(entry, _SPEAKER),
        "abstract": text_at(entry, "DESCRIPTION"),
        "date": text_at(entry, "X-TALKBOT-DAY"),
        "start": starts_at.isoformat() if starts_at else None,
        "end": ends_at.isoformat() if ends_at else None,
        "tags": categories(entry),
        "links": _records(entry, _LINK),
        **{field: text_at(entry, name) for name, field in _TEXTS.items()},
    }
    return read_talk(record, zone)


def _records(entry: Component, name: str) -> list[Any]:
    """Return what stands as JSON in properties of that name. Raise SourceError for what was changed past reading."""
    try:
        return [json.loads(str(value)) for value in all_of(entry, name)]
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name}: {error}") from error
