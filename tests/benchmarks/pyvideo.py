"""The pyvideo archive as searchable talks, and the questions written for it."""

import json
import os
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.search.documents import SearchableTalk

ARCHIVE = "pyvideo-8d373502.tar.xz"
KINDS = ("keywords", "typo", "speaker", "question")
_LANGUAGES = {
    "eng": "en",
    "spa": "es",
    "rus": "ru",
    "fra": "fr",
    "por": "pt",
    "kor": "ko",
    "jpn": "ja",
    "ita": "it",
    "deu": "de",
    "zho": "zh",
    "pol": "pl",
    "slk": "sk",
    "lit": "lt",
    "tha": "th",
    "ces": "cs",
    "heb": "he",
    "eus": "eu",
    "glg": "gl",
}


@dataclass(frozen=True, slots=True)
class ArchivedEvent:
    """`keys` are the talks' names in the archive, in the talks' order."""

    keys: tuple[str, ...]
    talks: tuple[SearchableTalk, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One hand-written query, and the keys of the talks that answer it."""

    kind: str
    query: str
    keys: frozenset[str]


def read_events() -> Iterator[ArchivedEvent]:
    """Every event of the archive; talks are numbered from 1 in the order of their keys."""
    number = 0
    for folder in sorted(path.parent for path in unpacked().glob("*/category.json")):
        files = sorted((folder / "videos").glob("*.json"))
        name = json.loads((folder / "category.json").read_text())["title"]
        talks = [_talk(number + at, name, json.loads(file.read_text())) for at, file in enumerate(files, 1)]
        number += len(files)
        yield ArchivedEvent(tuple(f"{folder.name}/{file.stem}" for file in files), tuple(talks))


def read_queries() -> list[Wanted]:
    lines = (_folder() / "queries.jsonl").read_text().splitlines()
    return [
        Wanted(kind, record[kind], frozenset([record["id"], *record["same_talk"]]))
        for record in map(json.loads, lines)
        for kind in KINDS
    ]


def _folder() -> Path:
    data = os.environ.get("TALKBOT_DATA") or Path(__file__).parents[2] / "../shared/data"
    folder = Path(data).resolve() / "search"
    if not (folder / ARCHIVE).exists():
        sys.exit(f"No {ARCHIVE} in {folder}: set TALKBOT_DATA to the folder that holds search/{ARCHIVE}.")
    return folder


def unpacked() -> Path:
    target = Path(tempfile.gettempdir()) / f"talkbot-{ARCHIVE.removesuffix('.tar.xz')}"
    if not target.exists():
        partial = Path(tempfile.mkdtemp(prefix="talkbot-"))
        with tarfile.open(_folder() / ARCHIVE) as archive:
            archive.extractall(partial, filter="data")
        partial.rename(target)
    return target


def _talk(number: int, event_name: str, record: dict[str, Any]) -> SearchableTalk:
    texts = [record.get("summary"), record.get("description")]
    return SearchableTalk(
        id=number,
        title=record["title"],
        speakers=tuple(record["speakers"]),
        tags=tuple(record.get("tags") or ()),
        abstract="\n\n".join(dict.fromkeys(text for text in texts if text)) or None,
        event_names=(event_name,),
        language=_LANGUAGES.get(record.get("language", "")),
        held_on=date.fromisoformat(record["recorded"][:10]) if record["recorded"] else None,
    )
