"""Recordings as people list them: a line of text, Markdown or CSV with a title and the link to a video."""

import re
from collections.abc import Iterable
from typing import TypeAlias

from bot.domain.programmes import Recording, RecordingList, Refusal
from bot.importers.documents import DataDocument, Document, TextDocument
from bot.importers.formats import Format, ReadOptions
from bot.importers.links import is_video, web_address
from bot.importers.prose import one_line
from bot.importers.table_rows import columns_of, rows_of

NAME = "link-list"
_MARKDOWN_LINK = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(https?://[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)>?[^)]*\)"
)
_BARE_LINK = re.compile(r"<?(https?://[^\s|<>\"')\]]+)>?")
_MARKER = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)]|#{1,6}|>)\s+")
_LABELS = {"video", "youtube", "watch", "recording", "link", "talk", "here", "slides"}
_LONGEST_LINE = 5_000

_Found: TypeAlias = tuple[str, str]


def recognises(document: Document) -> bool:
    return any(title for title, _ in _found(document))


def read(document: Document, _options: ReadOptions) -> Iterable[RecordingList]:
    recordings: list[Recording] = []
    refused: list[Refusal] = []
    for title, address in _found(document):
        if title:
            recordings.append(Recording(title=title, video_url=address))
        else:
            refused.append(Refusal(address, "no title stands beside the link"))
    return (RecordingList(format_name=NAME, recordings=tuple(recordings), refused=tuple(refused)),)


def _found(document: Document) -> list[_Found]:
    match document:
        case TextDocument(text):
            columns = columns_of(text).keys()
            return _in_table(text) if "title" in columns and columns & {"video", "url"} else _in_lines(text)
        case DataDocument(list(), text) if text.lstrip().startswith("-"):
            return _in_lines(text)
        case _:
            return []


def _in_table(text: str) -> list[_Found]:
    cells = ((row.get("title", ""), row.get("video") or row.get("url", "")) for row in rows_of(text))
    return [(one_line(title), address) for title, link in cells if (address := web_address(link))]


def _in_lines(text: str) -> list[_Found]:
    return [found for line in text.splitlines() if (found := _in_line(line[:_LONGEST_LINE]))]


def _in_line(line: str) -> _Found | None:
    """Return the first link to a recording in the line, and what stands there as its title."""
    labelled = {address: label for label, address in _MARKDOWN_LINK.findall(line)}
    addresses = [*labelled, *_BARE_LINK.findall(_MARKDOWN_LINK.sub(" ", line))]
    address = next((one for one in addresses if web_address(one) and is_video(one)), None)
    if address is None:
        return None
    rest = _BARE_LINK.sub(" ", _MARKDOWN_LINK.sub(" ", line))
    first_cell = next((cell for cell in rest.split("|") if re.search(r"\w", cell)), "")
    label = labelled.get(address, "")
    names_talk = bool(label) and one_line(label).lower() not in _LABELS
    title = label if names_talk else _MARKER.sub("", first_cell)
    return one_line(title).strip(' |:–—-"*'), address


FORMAT = Format(NAME, "a list of titles with the links of their recordings", recognises, read)
