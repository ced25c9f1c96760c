"""A talk's form as a person sent it. Wrong text is a FormError, which says how it is written."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.domain.catalog import CatalogTalk
from bot.domain.talks import Link, Speaker
from bot.importers.links import web_address
from bot.services.changes.talk_form import FormError, TalkForm, form_of, lines_of, when_line, zone_of

_WHEN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]+(\d{1,2}:\d{2})(?:\s*(?:-|–|—|to)\s*(\d{1,2}:\d{2}))?)?")
_SPEAKER = re.compile(r"(?P<name>[^()]+?)(?:\s*\((?P<affiliation>[^()]+)\))?")
_LONGEST_TITLE = 500
_LONGEST_LINE = 300


def read_form(form: TalkForm, entry: CatalogTalk) -> dict[str, Any]:
    """The talk's fields by name, of the parts that are not as they were: what was not touched is not read anew."""
    was = form_of(entry)
    values: dict[str, Any] = {}
    if form.title is not None and lines_of(form.title) != lines_of(was.title or ""):
        values["title"] = _title(form.title)
        values["title_confirmed"] = True
    if form.speakers is not None and lines_of(form.speakers) != lines_of(was.speakers or ""):
        values["speakers"] = _speakers(form.speakers, entry)
    if form.when_and_room is not None and lines_of(form.when_and_room) != lines_of(was.when_and_room or ""):
        values |= _when_and_room(form.when_and_room, entry)
    if form.links is not None and lines_of(form.links) != lines_of(was.links or ""):
        values |= _links(form.links)
    if form.abstract is not None and _paragraphs(form.abstract) != _paragraphs(was.abstract or ""):
        values["abstract"] = form.abstract.strip() or None
    return values


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise FormError("Title: a talk needs one.")
    if len(title) > _LONGEST_TITLE:
        raise FormError(f"Title: at most {_LONGEST_TITLE} characters, this has {len(title)}.")
    return title


def _speakers(text: str, entry: CatalogTalk) -> tuple[Speaker, ...]:
    """Who was there already keeps role and note."""
    known = {speaker.name: speaker for speaker in entry.talk.speakers}
    found: dict[str, Speaker] = {}
    for line in lines_of(text):
        match = _SPEAKER.fullmatch(line)
        if match is None or len(line) > _LONGEST_LINE:
            raise FormError(f"Speakers: “{line[:80]}” is not “Name” or “Name (Affiliation)”, one a line.")
        name = match["name"].strip()
        found[name] = replace(known.get(name, Speaker(name=name)), affiliation=match["affiliation"])
    return tuple(found.values())


def _when_and_room(text: str, entry: CatalogTalk) -> dict[str, Any]:
    lines = lines_of(text)
    if not lines:
        return {"held_on": None, "starts_at": None, "ends_at": None, "room": None}
    if lines[0] == when_line(entry):
        # The line does not say all: a talk after midnight has another day, a long one ends on another.
        return {"room": _room(lines[1:])}
    if _WHEN.fullmatch(lines[0]):
        return _when(lines[0], entry) | {"room": _room(lines[1:])}
    if re.match(r"\d{4}-|\d{1,2}[:.]", lines[0]) or len(lines) > 1:
        raise FormError(
            f"When: “{lines[0][:80]}” is not written like 2026-03-24 or 2026-03-24 11:00–11:30, with the room below it."
        )
    return {"held_on": None, "starts_at": None, "ends_at": None, "room": _room(lines)}


def _when(line: str, entry: CatalogTalk) -> dict[str, Any]:
    match = _WHEN.fullmatch(line)
    assert match is not None, "the caller has matched it"  # noqa: S101  for the type checker
    try:
        day = date.fromisoformat(match[1])
        start, end = (None if part is None else time.fromisoformat(part.zfill(5)) for part in (match[2], match[3]))
    except ValueError:
        raise FormError(f"When: “{line}” is no day and time that exists.") from None
    zone = zone_of(entry)
    starts_at = None if start is None else datetime.combine(day, start, zone)
    ends_at = None if end is None else datetime.combine(day, end, zone)
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        # It ends after midnight.
        ends_at += timedelta(days=1)
    return {"held_on": day, "starts_at": starts_at, "ends_at": ends_at}


def _room(lines: list[str]) -> str | None:
    if len(lines) > 1:
        raise FormError("Room: one line, below the line that says when.")
    return lines[0][:_LONGEST_LINE] if lines else None


def _links(text: str) -> dict[str, Any]:
    urls: dict[str, str] = {}
    for line in lines_of(text):
        label, colon, address = line.partition(": ")
        url = web_address(address.strip()) if colon else None
        if url is None or not label.strip():
            raise FormError(f"Links: “{line[:80]}” is not “Label: https://…”, one a line; Watch is the recording.")
        urls[label.strip()] = url
    return {
        "video_url": urls.pop("Watch", None),
        "url": urls.pop("Schedule", None),
        "links": tuple(Link(label=label, url=url) for label, url in urls.items()),
    }


def _paragraphs(text: str) -> list[str]:
    """A client may send other line ends than it was given."""
    return [line.rstrip() for line in text.strip().splitlines()]
