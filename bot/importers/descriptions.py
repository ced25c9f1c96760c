"""What a source that no format recognises looks like, in words for the person who sent it."""

from collections.abc import Iterable

from bot.importers.documents import (
    CalendarDocument,
    DataDocument,
    Document,
    FolderDocument,
    TextDocument,
    XmlDocument,
)
from bot.importers.foreign import list_of, mapping_of

_MOST = 6
_LONGEST = 60


def description_of(document: Document) -> str:
    match document:
        case DataDocument(data, text):
            return _of_data(data, "JSON" if text.lstrip().startswith(("{", "[")) else "YAML")
        case XmlDocument():
            return _of_xml(document)
        case CalendarDocument():
            return "a calendar"
        case FolderDocument(_, files):
            return f"a folder with {len(files)} files, such as {_listed(files) or 'none'}"
        case TextDocument(text):
            return f"text that begins with “{_shortened(text.strip().partition(chr(10))[0])}”"


def _of_data(data: object, language: str) -> str:
    if isinstance(data, dict):
        if data and all({"name", "submissions"} <= set(mapping_of(value)) for value in data.values()):
            return "EuroPython's list of speakers, without talks: send it in one folder with sessions.json"
        return f"a {language} object with the keys {_listed(data)}" if data else f"an empty {language} object"
    if not isinstance(data, list):
        return f"a single {language} value"
    if not data:
        return f"an empty {language} list"
    first = mapping_of(list_of(data)[0])
    if {"fullName", "sessions"} <= set(first):
        return "Sessionize's list of speakers, without talks: export the view All, GridSmart or Sessions instead"
    keys = f" with the keys {_listed(first)}" if first else ""
    return f"a {language} list of {len(data)} {'entry' if len(data) == 1 else 'entries'}{keys}"


def _of_xml(document: XmlDocument) -> str:
    tag = document.root.tag.rpartition("}")[2]
    if tag == "feed":
        titles = " ".join(element.text or "" for element in document.root.iter() if element.tag.endswith("}title"))
        is_change_log = "schedule" in titles.lower() and "released" in titles.lower()
        return "an Atom feed without talks" + (": pretalx's change log" if is_change_log else "")
    return "an RSS feed" if tag == "rss" else f"XML with the root element {_shortened(tag)}"


def _listed(names: Iterable[object]) -> str:
    texts = [_shortened(str(name)) for name, _ in zip(names, range(_MOST + 1), strict=False)]
    return ", ".join(texts[:_MOST]) + (", …" if len(texts) > _MOST else "")


def _shortened(text: str) -> str:
    clean = "".join(letter for letter in text if letter.isprintable())
    return clean if len(clean) <= _LONGEST else clean[: _LONGEST - 1] + "…"
