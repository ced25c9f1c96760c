r"""Writing talks as CSV, and reading that back. Lists stand in one cell, split by ";"; a "\;" is part of a word."""

import csv
import io
import re
from collections.abc import Mapping
from datetime import date, datetime

from bot.domain.programmes import Programme
from bot.domain.talks import Link, Speaker, Talk
from bot.errors import SourceError

_SPEAKER_FIELDS = {
    "speakers": "name",
    "speaker_affiliations": "affiliation",
    "speaker_roles": "role",
    "speaker_notes": "note",
}
_TEXT_FIELDS = ("abstract", "session_type", "part_of", "track", "room", "language", "url", "video_url")
COLUMNS = (
    "key",
    "title",
    "title_confirmed",
    "cancelled",
    *_SPEAKER_FIELDS,
    *_TEXT_FIELDS,
    "date",
    "start",
    "end",
    "tags",
    "link_labels",
    "link_urls",
    "event",
)
_FLAGS = {"true": True, "false": False}


def write(programme: Programme) -> str:
    """Return the talks with all they have; of the event, only its name."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, COLUMNS)
    writer.writeheader()
    for talk in programme.talks:
        writer.writerow({**_row(talk), "event": programme.event.name})
    return target.getvalue()


def _row(talk: Talk) -> dict[str, str]:
    lists = {
        column: _joined([getattr(speaker, field) or "" for speaker in talk.speakers])
        for column, field in _SPEAKER_FIELDS.items()
    }
    return {
        "key": talk.key,
        "title": talk.title,
        "title_confirmed": str(talk.title_confirmed).lower(),
        "cancelled": str(talk.cancelled).lower(),
        **lists,
        **{field: getattr(talk, field) or "" for field in _TEXT_FIELDS},
        "date": talk.held_on.isoformat() if talk.held_on else "",
        "start": talk.starts_at.isoformat() if talk.starts_at else "",
        "end": talk.ends_at.isoformat() if talk.ends_at else "",
        "tags": _joined(talk.tags),
        "link_labels": _joined([link.label for link in talk.links]),
        "link_urls": _joined([link.url for link in talk.links]),
    }


def exported_talk(row: Mapping[str, str]) -> Talk:
    """Read a row that `write` wrote, as it stands. Raise SourceError for one that was changed past reading."""
    try:
        return Talk(
            key=row["key"],
            title=row["title"],
            title_confirmed=_FLAGS[row["title_confirmed"].lower()],
            cancelled=_FLAGS[row["cancelled"].lower()],
            speakers=_speakers(row),
            held_on=date.fromisoformat(row["date"]) if row["date"] else None,
            starts_at=_moment(row["start"]),
            ends_at=_moment(row["end"]),
            tags=tuple(_split(row["tags"])),
            links=_links(row),
            **{field: row[field] or None for field in _TEXT_FIELDS},
        )
    except (KeyError, ValueError) as error:
        raise SourceError(f"a cell is missing or cannot be read: {str(error)[:100]}") from error


def _speakers(row: Mapping[str, str]) -> tuple[Speaker, ...]:
    people = zip(*(_split(row[column]) for column in _SPEAKER_FIELDS), strict=True)
    return tuple(
        Speaker(name=name, affiliation=affiliation or None, role=role or None, note=note or None)
        for name, affiliation, role, note in people
    )


def _links(row: Mapping[str, str]) -> tuple[Link, ...]:
    pairs = zip(_split(row["link_labels"]), _split(row["link_urls"]), strict=True)
    return tuple(Link(label=label, url=url) for label, url in pairs)


def _moment(value: str) -> datetime | None:
    if not value:
        return None
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError(f"{value} has no offset")
    return found


def _joined(words: list[str] | tuple[str, ...]) -> str:
    """Join the words, each with a ";" after it, so that no word and one empty word are told apart."""
    return "".join(re.sub(r"([\\;])", r"\\\1", word) + ";" for word in words)


def _split(cell: str) -> list[str]:
    words = re.findall(r"((?:[^\\;]|\\.)*);", cell, flags=re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", word, flags=re.DOTALL) for word in words]
