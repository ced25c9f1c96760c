"""A talk as text that a person edits, and back. Wrong text is a UserError, which says how it is written."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.catalog import CatalogTalk
from bot.domain.talks import Link, Speaker
from bot.errors import UserError
from bot.importers.links import web_address

_WHEN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]+(\d{1,2}:\d{2})(?:\s*(?:-|–|—|to)\s*(\d{1,2}:\d{2}))?)?")
_SPEAKER = re.compile(r"(?P<name>[^()]+?)(?:\s*\((?P<affiliation>[^()]+)\))?")
_LONGEST_TITLE = 500
_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkForm:
    """`when_and_room` has two lines. `speakers` and `links` have one a line: "Name (Affiliation)", "Label: URL"."""

    title: str
    speakers: str
    when_and_room: str
    links: str
    abstract: str


def form_of(entry: CatalogTalk) -> TalkForm:
    talk = entry.talk
    links = {"Watch": talk.video_url, "Schedule": talk.url} | {link.label: link.url for link in talk.links}
    return TalkForm(
        title=talk.title,
        speakers="\n".join(_speaker_line(speaker) for speaker in talk.speakers),
        when_and_room=f"{_when_line(entry)}\n{talk.room or ''}".rstrip(),
        links="\n".join(f"{label}: {url}" for label, url in links.items() if url),
        abstract=talk.abstract or "",
    )


def read_form(form: TalkForm, entry: CatalogTalk) -> dict[str, Any]:
    """The talk's fields by name, all those that the form has. A part that stands as it was is not read anew."""
    was = form_of(entry)
    values: dict[str, Any] = {}
    if form.title != was.title:
        values["title"] = _title(form.title)
        values["title_confirmed"] = True
    if _lines(form.speakers) != _lines(was.speakers):
        values["speakers"] = _speakers(form.speakers, entry)
    if _lines(form.when_and_room) != _lines(was.when_and_room):
        values |= _when_and_room(form.when_and_room, entry)
    if _lines(form.links) != _lines(was.links):
        values |= _links(form.links)
    if form.abstract.strip() != was.abstract.strip():
        values["abstract"] = form.abstract.strip() or None
    return values


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise UserError("Title: a talk needs one.")
    if len(title) > _LONGEST_TITLE:
        raise UserError(f"Title: at most {_LONGEST_TITLE} characters, this has {len(title)}.")
    return title


def _speakers(text: str, entry: CatalogTalk) -> tuple[Speaker, ...]:
    """Who was there already keeps role and note."""
    known = {speaker.name: speaker for speaker in entry.talk.speakers}
    found: dict[str, Speaker] = {}
    for line in _lines(text):
        match = _SPEAKER.fullmatch(line)
        if match is None or len(line) > _LONGEST_LINE:
            raise UserError(f"Speakers: “{line[:80]}” is not “Name” or “Name (Affiliation)”, one a line.")
        name = match["name"].strip()
        found[name] = replace(known.get(name, Speaker(name=name)), affiliation=match["affiliation"])
    return tuple(found.values())


def _when_and_room(text: str, entry: CatalogTalk) -> dict[str, Any]:
    lines = _lines(text)
    if not lines:
        return {"held_on": None, "starts_at": None, "ends_at": None, "room": None}
    if _WHEN.fullmatch(lines[0]):
        return _when(lines[0], entry) | {"room": _room(lines[1:])}
    if re.match(r"\d{4}-|\d{1,2}[:.]", lines[0]) or len(lines) > 1:
        raise UserError(
            f"When: “{lines[0][:80]}” is not written like 2026-03-24 or 2026-03-24 11:00–11:30, with the room below it."
        )
    return {"held_on": None, "starts_at": None, "ends_at": None, "room": _room(lines)}


def _when(line: str, entry: CatalogTalk) -> dict[str, Any]:
    match = _WHEN.fullmatch(line)
    assert match is not None, "the caller has matched it"  # noqa: S101
    try:
        day = date.fromisoformat(match[1])
        start, end = (None if part is None else time.fromisoformat(part.zfill(5)) for part in (match[2], match[3]))
    except ValueError:
        raise UserError(f"When: “{line}” is no day and time that exists.") from None
    zone = _zone(entry)
    starts_at = None if start is None else datetime.combine(day, start, zone)
    ends_at = None if end is None else datetime.combine(day, end, zone)
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        # It ends after midnight.
        ends_at += timedelta(days=1)
    return {"held_on": day, "starts_at": starts_at, "ends_at": ends_at}


def _room(lines: list[str]) -> str | None:
    if len(lines) > 1:
        raise UserError("Room: one line, below the line that says when.")
    return lines[0][:_LONGEST_LINE] if lines else None


def _links(text: str) -> dict[str, Any]:
    urls: dict[str, str] = {}
    for line in _lines(text):
        label, colon, address = line.partition(": ")
        url = web_address(address.strip()) if colon else None
        if url is None or not label.strip():
            raise UserError(f"Links: “{line[:80]}” is not “Label: https://…”, one a line; Watch is the recording.")
        urls[label.strip()] = url
    return {
        "video_url": urls.pop("Watch", None),
        "url": urls.pop("Schedule", None),
        "links": tuple(Link(label=label, url=url) for label, url in urls.items()),
    }


def _speaker_line(speaker: Speaker) -> str:
    return f"{speaker.name} ({speaker.affiliation})" if speaker.affiliation else speaker.name


def _when_line(entry: CatalogTalk) -> str:
    talk = entry.talk
    if talk.starts_at is None:
        return "" if talk.held_on is None else talk.held_on.isoformat()
    start = talk.starts_at.astimezone(_zone(entry))
    end = "" if talk.ends_at is None else f"–{talk.ends_at.astimezone(_zone(entry)):%H:%M}"
    return f"{start:%Y-%m-%d %H:%M}{end}"


def _zone(entry: CatalogTalk) -> tzinfo:
    """Times are typed as they are in the event's zone; where that is not known, in UTC."""
    name = entry.event.event.time_zone
    return UTC if name is None else ZoneInfo(name)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
