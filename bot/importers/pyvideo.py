"""A folder of pyvideo's data: <event>/category.json and <event>/videos/*.json, one event or hundreds."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from bot.domain.programmes import Programme
from bot.domain.talks import Talk
from bot.errors import SourceError
from bot.importers.cleaning import cleaned_talk
from bot.importers.documents import Document, FolderDocument, decoded, json_values, opened_as
from bot.importers.foreign import list_of, mapping_of, mappings_of, text_of
from bot.importers.formats import Format, ReadOptions
from bot.importers.gathering import event_of, gathered, programme
from bot.importers.people import speakers_named
from bot.importers.times import day_of

NAME = "pyvideo"
_CATEGORY = "category.json"


def recognises(document: Document) -> bool:
    return isinstance(document, FolderDocument) and any(
        PurePosixPath(path).name == _CATEGORY for path in document.files
    )


def read(document: Document, options: ReadOptions) -> Iterator[Programme]:
    """Read one event after the other, so that no more than one is in memory."""
    document = opened_as(document, FolderDocument)
    events = _events(document)
    if len(events) > 1:
        options = replace(options, event_name=None)  # one name cannot be that of them all
    for folder, paths in events.items():
        event_key = PurePosixPath(folder).name or document.name
        name = _title(document, f"{folder}/{_CATEGORY}".lstrip("/")) or event_key
        talks, refused = gathered(paths, partial(_talk, document, event_key), lambda path: PurePosixPath(path).stem)
        yield programme(NAME, event_of(options, name), talks, refused)


def _title(document: FolderDocument, path: str) -> str:
    """Return the event's name, or nothing where the file cannot be read: its talks still can."""
    try:
        return text_of(mapping_of(_json(document, path)).get("title"))
    except SourceError:
        return ""


def _events(document: FolderDocument) -> dict[str, list[str]]:
    """Return the paths of the talks by the folder of their event, "" being the folder itself."""
    files = [PurePosixPath(path) for path in document.files]
    categories = [path.parent for path in files if path.name == _CATEGORY]
    folders = {_folder(path) for path in categories if path.name != "videos" and not path.name.startswith(".")}
    events: dict[str, list[str]] = defaultdict(list, {folder: [] for folder in sorted(folders)})
    for path in sorted(files):
        folder = _folder(path.parent.parent)
        if path.suffix == ".json" and path.parent.name == "videos" and folder in folders:
            events[folder].append(str(path))
    return events


def _folder(path: PurePosixPath) -> str:
    return "" if str(path) == "." else str(path)


def _json(document: FolderDocument, path: str) -> Any:
    return json_values(decoded(document.files[path]))


def _talk(document: FolderDocument, event_key: str, path: str) -> Talk:
    record = mapping_of(_json(document, path))
    return cleaned_talk(
        key=f"{event_key}/{PurePosixPath(path).stem}",
        title=text_of(record.get("title")),
        speakers=speakers_named([text_of(name) for name in list_of(record.get("speakers"))]),
        texts=(text_of(record.get("summary")), text_of(record.get("description"))),
        held_on=day_of(record.get("recorded")),
        language=text_of(record.get("language")),
        tags=[text_of(tag) for tag in list_of(record.get("tags"))],
        videos=[video.get("url") for video in mappings_of(record.get("videos"))],
        links=[(text_of(link.get("label")), link.get("url")) for link in mappings_of(record.get("related_urls"))],
    )


FORMAT = Format(NAME, "a folder of pyvideo's data, one event or many", recognises, read)
