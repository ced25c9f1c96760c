r"""Writing talks as CSV, and reading that back. Lists stand in one cell, split by ";"; a "\;" is part of a word."""

import csv
import io
import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.domain.programmes import Programme
from bot.domain.talks import Talk
from bot.errors import SourceError
from bot.importers.own_talks import read_talk

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
_LISTS = (*_SPEAKER_FIELDS, "tags", "link_labels", "link_urls")
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


def exported_talk(zone: ZoneInfo | None, row: Mapping[str, str]) -> Talk:
    """Read a row that `write` wrote, as strictly as the project's own format: people edit tables."""
    try:
        lists = {column: _split(row[column]) for column in _LISTS}
        speakers = zip(*(lists[column] for column in _SPEAKER_FIELDS), strict=True)
        links = zip(lists["link_labels"], lists["link_urls"], strict=True)
        record = {
            **{column: row[column] for column in ("key", "title", "date", "start", "end", *_TEXT_FIELDS)},
            **{column: _FLAGS.get(row[column].lower(), row[column]) for column in ("title_confirmed", "cancelled")},
            "speakers": [dict(zip(_SPEAKER_FIELDS.values(), speaker, strict=True)) for speaker in speakers],
            "tags": lists["tags"],
            "links": [{"label": label, "url": url} for label, url in links],
        }
    except KeyError as error:
        raise SourceError(f"the cell {error} is missing") from error
    except ValueError as error:
        raise SourceError("the lists of speakers or of links differ in length") from error
    return read_talk(record, zone)


def _joined(words: list[str] | tuple[str, ...]) -> str:
    """Join the words, each with a ";" after it, so that no word and one empty word are told apart."""
    return "".join(re.sub(r"([\\;])", r"\\\1", word) + ";" for word in words)


def _split(cell: str) -> list[str]:
    words = re.findall(r"((?:[^\\;]|\\.)*);", cell, flags=re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", word, flags=re.DOTALL) for word in words]
