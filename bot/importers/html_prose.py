"""HTML as plain text. The standard library's parser takes any input and is fast enough for whole schedules."""

import re
from html.parser import HTMLParser

_PARAGRAPHS = {"p", "div", "ul", "ol", "dl", "table", "blockquote", "pre", "section", "article", "header"} | {
    f"h{level}" for level in range(1, 7)
}
_LINES = {"br", "tr", "dt", "dd"}
_UNREAD = {"script", "style", "template", "iframe"}
_INLINE = {"a", "b", "i", "u", "em", "strong", "span", "code", "img", "hr", "sup", "sub", "small", "font", "td", "th"}
_KNOWN = _PARAGRAPHS | _LINES | _UNREAD | _INLINE | {"li", "thead", "tbody", "figure", "figcaption", "center", "tt"}
_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_KNOWN))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"<(?:{'|'.join(sorted(_PARAGRAPHS | _LINES | {'li'}))})[\s/>]", re.IGNORECASE)
_UNKNOWN_TAG = re.compile(rf"<(?!/?(?:{'|'.join(sorted(_KNOWN))})(?:[\s/>]))", re.IGNORECASE)


def is_html(text: str) -> bool:
    return _TAG.search(text) is not None


def from_html(text: str) -> str:
    """Return the text between the tags. A "<" that begins no known tag, as in Vec<T>, is text."""
    reader = _Reader(keeps_lines=_BLOCK_TAG.search(text) is None)
    reader.feed(_UNKNOWN_TAG.sub("&lt;", text))
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self, *, keeps_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._keeps_lines = keeps_lines
        self._unread = 0
        self._verbatim = 0
        self._address: str | None = None
        self._link_start = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)
        if tag == "li":
            self._parts.append("\n- ")
        elif tag == "a":
            self._address, self._link_start = dict(attrs).get("href"), len(self._parts)
        self._unread += tag in _UNREAD
        self._verbatim += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unread = max(0, self._unread - (tag in _UNREAD))
        self._verbatim = max(0, self._verbatim - (tag == "pre"))
        if tag == "a":
            self._end_link()
        elif tag in _PARAGRAPHS:
            self._parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if self._unread:
            return
        if not (self._keeps_lines or self._verbatim):
            data = re.sub(r"[ \t\n]*\n[ \t]*\n\s*|[ \t]*\n[ \t]*", _line_end, data)
        self._parts.append(data)

    def text(self) -> str:
        text = "".join(self._parts)
        text = re.sub(r"\n[ \t]+(?=- |\S)", "\n", text) if not self._keeps_lines else text
        text = re.sub(r"\n- \s+", "\n- ", text)
        return re.sub(r"\n{2,}(?=- )", "\n\n", re.sub(r"(\n- [^\n]*)\n{2,}(?=- )", r"\1\n", text))

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._parts.append("\n\n")
        elif tag in _LINES:
            self._parts.append("\n")

    def _end_link(self) -> None:
        """Add the address behind a link's words, where the words are not the address already."""
        words = "".join(self._parts[self._link_start :])
        address, self._address = self._address, None
        if address and address.startswith(("http://", "https://")) and address.rstrip("/") not in words:
            self._parts.append(f" ({address})" if words.strip() else address)


def _line_end(match: re.Match[str]) -> str:
    return "\n\n" if match.group().count("\n") > 1 else " "
