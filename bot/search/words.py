"""Text taken apart into words: the same way for what is searched and for what is asked."""

import re
from collections.abc import Iterator

from bot.search.folding import fold

# Scripts written without spaces, or with particles stuck to the words: Thai, kana, Han, Hangul.
_UNSPACED = "\u0e00-\u0e7f\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_LETTER = rf"[^\W_{_UNSPACED}]"
_CHUNK = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)|(?:(?<!\S)\.(?=[a-z]))?{_LETTER}+(?:['.\-_/&+]{_LETTER}+)*(?:\+\+|\#)?"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_VERSION = re.compile(r"v?\d+(?:\.\d+)+")
_JOINTS = re.compile(r"[.\-_/&+#]+")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)'(?=\w{3})")
_LONGEST_WORD = 40
_MOST_JOINED = 3


def spoken_words(text: str) -> list[str]:
    """The words of a text in order, split and joined: "scikit-learn" gives scikit, learn, scikitlearn."""
    return [word for parts in _chunks(text) for word in _with_joined(parts)]


def typed_words(text: str) -> list[str]:
    """The words of a query in order, each once where it stands: "scikit-learn" gives scikit, learn."""
    return [word for parts in _chunks(text) for word in parts]


def _chunks(text: str) -> Iterator[list[str]]:
    for match in _CHUNK.finditer(_ADDRESS.sub(" ", fold(text))):
        chunk = match.group()[:200]
        parts = _pairs(chunk) if match["unspaced"] else _parts(chunk)
        yield [part[:_LONGEST_WORD] for part in parts if part]


def _pairs(run: str) -> list[str]:
    """Overlapping pairs of characters: where no space parts the words, any two neighbours may be one."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def _parts(chunk: str) -> list[str]:
    if _VERSION.fullmatch(chunk):
        return [chunk]
    chunk = _ELISION.sub("", chunk.removesuffix("'s")).replace("'", "") if "'" in chunk else chunk
    if chunk.isalnum() or chunk.startswith(".") or chunk.endswith(("++", "#")):
        return [chunk]
    return _JOINTS.split(chunk)


def _with_joined(parts: list[str]) -> list[str]:
    joined = "".join(parts)
    if 1 < len(parts) <= _MOST_JOINED and not is_unspaced(joined):
        return [*parts, joined[:_LONGEST_WORD]]
    return parts


def is_unspaced(word: str) -> bool:
    return bool(word) and re.match(f"[{_UNSPACED}]", word) is not None
