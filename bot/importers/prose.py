"""Foreign text as people would read it: plain, with blank lines between paragraphs and "- " before items."""

import html
import re

from bot.importers.html_prose import from_html, is_html, without_tags

LONGEST_PROSE = 20_000
LONGEST_LINE = 500
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff\ud800-\udfff]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,31}\d{0,2});", re.IGNORECASE)
_INDENT = re.compile(r"^(?: {8,}| {4,}(?!- ))")
_ITEM = re.compile(r"^ *(?:- |\d{1,3}[.)] )", re.MULTILINE)
_WRAPPED = (55, 90)
_LINE_ENDS = re.compile(r"\r\n|\n\r|\r|[\x85\u2028\u2029]")
_FOREIGN_LINE_END = re.compile(r"[\r\x85\u2028\u2029]")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}")


def one_line(raw: str, longest: int = LONGEST_LINE) -> str:
    """Return a title or a name: no line ends, no tags, no entities, no invisible characters."""
    text = raw[: 4 * longest]
    if not text.isascii() or not text.isprintable() or "<" in text or "&" in text:
        text = _INVISIBLE.sub("", _unescaped(without_tags(text)))
    words = text.split()
    return _shortened(" ".join(words), longest)


def prose(raw: str) -> str | None:
    """Return HTML, Markdown or reStructuredText as plain text, or None where nothing is left."""
    text = raw[: 5 * LONGEST_PROSE]
    if _FOREIGN_LINE_END.search(text):
        text = _LINE_ENDS.sub("\n", text)
    if is_html(text):
        text = from_html(text)
    elif "&lt;" in text and is_html(unescaped := html.unescape(text)):
        text = from_html(unescaped)
    text = _INVISIBLE.sub("", _unescaped(text)).replace("\t", " ").replace("\u00a0", " ")
    text = _without_markup(text)
    if "@" in text:
        text = _EMAIL.sub("(e-mail address)", text)
    lines = (_INDENT.sub("", line.rstrip()) if line[:1].isspace() else line.rstrip() for line in text.split("\n"))
    paragraphs = re.split(r"\n{2,}", "\n".join(lines).strip())
    return _shortened("\n\n".join(map(_unwrapped, paragraphs)), LONGEST_PROSE) or None


def _unescaped(text: str) -> str:
    """Undo entities that were escaped once or twice."""
    for _ in range(2):
        if _ENTITY.search(text) is None:
            break
        text = html.unescape(text)
    return text


def _unwrapped(paragraph: str) -> str:
    """Join the lines of a paragraph that was wrapped at a fixed width, and leave verses and lists alone."""
    lines = paragraph.split("\n")
    widths = [len(line) for line in lines[:-1]]
    is_wrapped = bool(widths) and min(widths) >= _WRAPPED[0] and max(widths) <= _WRAPPED[1]
    return paragraph if not is_wrapped or _ITEM.search(paragraph) else " ".join(lines)


def _link(match: re.Match[str]) -> str:
    words, address = match.groups()
    bare = address.removeprefix("https://").removeprefix("http://").rstrip("/")
    return address if words.strip().rstrip("/").endswith(bare) else f"{words} ({address})"


# What must stand in a text for the pattern to be worth a look, the pattern, and what takes its place.
_MARKUP = (
    ("::", re.compile(r"^ *\.\. [\w-]+::.*$", re.MULTILINE), ""),
    ("", re.compile(r"^ *(?:```|~~~).*$", re.MULTILINE), ""),
    ("#", re.compile(r"^ {0,3}#{1,6} +(.*?)(?: +#+)?$", re.MULTILINE), r"\1"),
    ("", re.compile(r"^([^\n]+)\n[=~^\"'*+#-]{4,}$", re.MULTILINE), r"\1"),
    ("", re.compile(r"^ *(?:[-*_=] *){3,}$", re.MULTILINE), ""),
    ("![", re.compile(r"!\[([^\]\n]{0,300})\]\([^()\s]{1,2000}\)"), r"\1"),
    ("](", re.compile(r"(?<!\\)\[([^\[\]\n]{1,300})\]\((https?://[^()\s]{1,2000})(?: \"[^\"\n]*\")?\)"), _link),
    ("`", re.compile(r"`([^`<>\n]{1,300}?) *<(https?://[^`<>\s]{1,2000})>`__?"), _link),
    ("<", re.compile(r"<(https?://[^<>\s]{1,2000})>"), r"\1"),
    ("", re.compile(r"^( *)[-*+•‣·] +(?=\S)", re.MULTILINE), r"\1- "),
    ("*", re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\1(?![\w*])"), r"\2"),
    ("`", re.compile(r"(`{1,2})(?=\S)([^`\n]{1,300}?)(?<=\S)\1_{0,2}"), r"\2"),
    (">", re.compile(r"^> ?(?=\S)", re.MULTILINE), ""),
    ("\\", re.compile(r"\\([*_`\[\]()#+.!~|>-])"), r"\1"),
    ("::", re.compile(r"(?<=\w)::$", re.MULTILINE), ":"),
)


def _without_markup(text: str) -> str:
    for needle, pattern, replacement in _MARKUP:
        if needle in text:
            text = pattern.sub(replacement, text)
    return text


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
