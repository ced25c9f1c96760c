"""HTML as plain text: tags are taken out one after the other, in time that grows only with the text's length."""

import html
import re

_PARAGRAPHS = {"p", "div", "ul", "ol", "dl", "table", "blockquote", "pre", "section", "article", "header"} | {
    f"h{level}" for level in range(1, 7)
}
_LINES = {"br", "tr", "dt", "dd"}
_UNREAD = {"script", "style", "template", "iframe"}
_INLINE = {"a", "b", "i", "u", "em", "strong", "span", "code", "img", "hr", "sup", "sub", "small", "font"}
_RARE = {"td", "th", "s", "del", "q", "mark", "kbd", "center", "tt"}
_KNOWN = _PARAGRAPHS | _LINES | _UNREAD | _INLINE | _RARE | {"li", "thead", "tbody", "figure", "figcaption"}
_TAG = re.compile(rf"<(/?)({'|'.join(sorted(_KNOWN))})((?:\s[^<>]*)?/?)>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"<(?:{'|'.join(sorted(_PARAGRAPHS | _LINES | {'li'}))})[\s/>]", re.IGNORECASE)
_ADDRESS = re.compile(r"\shref\s*=\s*[\"']?(https?://[^\"'\s]+)", re.IGNORECASE)


def is_html(text: str) -> bool:
    return _TAG.search(text) is not None


def without_tags(line: str) -> str:
    return _TAG.sub("", line)


def from_html(text: str) -> str:
    """Return the text between the tags. A "<" that begins no known tag, as in Vec<T>, is text."""
    text = _without_comments(text)
    reader = _Reader(keeps_lines=_BLOCK_TAG.search(text) is None)
    end = 0
    for tag in _TAG.finditer(text):
        reader.read_text(text[end : tag.start()])
        reader.read_tag(tag[2].lower(), tag[3], is_end=bool(tag[1]))
        end = tag.end()
    reader.read_text(text[end:])
    return reader.result()


class _Reader:
    def __init__(self, *, keeps_lines: bool) -> None:
        self._parts: list[str] = []
        self._keeps_lines = keeps_lines
        self._unread: str | None = None
        self._is_verbatim = False
        self._address: str | None = None
        self._link_start = 0

    def read_tag(self, name: str, attributes: str, *, is_end: bool) -> None:
        if name in _UNREAD:
            self._unread = None if is_end else name
        elif name == "a":
            self._read_link(attributes, is_end=is_end)
        elif name == "li":
            self._parts.append("" if is_end else "\n- ")
        elif name in _PARAGRAPHS:
            self._is_verbatim = name == "pre" and not is_end
            self._parts.append("\n\n")
        elif name in _LINES and not is_end:
            self._parts.append("\n")

    def read_text(self, text: str) -> None:
        if self._unread or not text:
            return
        if not (self._keeps_lines or self._is_verbatim):
            text = re.sub(r"\s*\n\s*", _line_end, text)
        self._parts.append(html.unescape(text))

    def result(self) -> str:
        text = "".join(self._parts)
        if not self._keeps_lines:
            text = re.sub(r"\n[ \t]+", "\n", text)
        text = re.sub(r"\n- \s+", "\n- ", text)
        return re.sub(r"(\n- [^\n]*)\n{2,}(?=- )", r"\1\n", text)

    def _read_link(self, attributes: str, *, is_end: bool) -> None:
        """Add the address behind a link's words, where the words are not the address already."""
        if not is_end:
            match = _ADDRESS.search(attributes)
            self._address, self._link_start = match and html.unescape(match[1]), len(self._parts)
            return
        words = "".join(self._parts[self._link_start :])
        if self._address and _bare(self._address) not in words:
            self._parts.append(f" ({self._address})" if words.strip() else self._address)
        self._address = None


def _without_comments(text: str) -> str:
    first, *rest = text.split("<!--")
    return first + "".join(part.partition("-->")[2] if "-->" in part else part for part in rest)


def _bare(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def _line_end(match: re.Match[str]) -> str:
    return "\n\n" if match.group().count("\n") > 1 else " "
