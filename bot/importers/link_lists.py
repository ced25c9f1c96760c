"""Recordings as people list them: a line of text, Markdown or CSV with a title and the link to a video."""

import re
from collections.abc import Iterable, Iterator

from bot.domain.programmes import Recording, RecordingList, Refusal
from bot.importers.documents import DataDocument, Document, TextDocument
from bot.importers.formats import Format, ReadOptions
from bot.importers.links import is_on_video_host, is_video, web_address
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


def recognises(document: Document) -> bool:
    return any(isinstance(found, Recording) for found in _found(document))


def read(document: Document, _options: ReadOptions) -> Iterable[RecordingList]:
    found = list(_found(document))
    return (
        RecordingList(
            format_name=NAME,
            recordings=tuple(one for one in found if isinstance(one, Recording)),
            refused=tuple(one for one in found if isinstance(one, Refusal)),
        ),
    )


def _found(document: Document) -> Iterator[Recording | Refusal]:
    match document:
        case TextDocument(text):
            columns = columns_of(text).keys()
            is_table = "title" in columns and bool(columns & {"video", "url"})
            yield from _in_table(text) if is_table else _in_lines(text)
        case DataDocument(list(), text) if text.lstrip().startswith("-"):
            yield from _in_lines(text)
        case _:
            pass  # JSON, XML and calendars are no lists that people write


def _in_table(text: str) -> Iterator[Recording | Refusal]:
    for row in rows_of(text):
        title = one_line(row.get("title", ""))
        page = web_address(row.get("url", ""))
        address = web_address(row.get("video", "")) or (page if page and is_video(page) else None)
        yield _recording(title, address, row.get("video") or row.get("url", ""))


def _in_lines(text: str) -> Iterator[Recording | Refusal]:
    for line in text.splitlines():
        labelled, bare = _links(line[:_LONGEST_LINE])
        candidates = [one for one in [*labelled, *bare] if web_address(one) and is_on_video_host(one)]
        if candidates:
            address = next(filter(is_video, candidates), None)
            label = labelled.get(address or candidates[0], "")
            yield _recording(_title(line[:_LONGEST_LINE], label), address, candidates[0])


def _recording(title: str, address: str | None, link: str) -> Recording | Refusal:
    if address is None:
        return Refusal(title or link[:80], f"the link leads to no recording: {link[:80]!r}")
    return Recording(title=title, video_url=address) if title else Refusal(address, "no title stands beside it")


def _links(line: str) -> tuple[dict[str, str], list[str]]:
    """Return the labels of Markdown's links by their addresses, and the addresses that stand for themselves."""
    labelled = {address: label for label, address in _MARKDOWN_LINK.findall(line)}
    return labelled, _BARE_LINK.findall(_MARKDOWN_LINK.sub(" ", line))


def _title(line: str, label: str) -> str:
    """Return the link's own label, or if that only says "Video", the first words of the line."""
    if label and one_line(label).lower() not in _LABELS:
        return one_line(label)
    rest = _BARE_LINK.sub(" ", _MARKDOWN_LINK.sub(" ", line))
    first_cell = next((cell for cell in rest.split("|") if re.search(r"\w", cell)), "")
    return one_line(_MARKER.sub("", first_cell)).strip(' |:–—-"*')


FORMAT = Format(NAME, "a list of titles with the links of their recordings", recognises, read)
