"""Text taken apart into words: the same way for what is searched and for what is asked."""

import re
from functools import lru_cache

from bot.search.folding import fold

# Scripts written without spaces, or with particles stuck to the words: Thai, kana, Han, Hangul.
_UNSPACED = "\u0e00-\u0e7f\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_LETTER = rf"[^\W_{_UNSPACED}]"
_CHUNK = re.compile(rf"[{_UNSPACED}]+|(?:(?<!\S)\.(?=[a-z]))?{_LETTER}+(?:['.\-_/&+]{_LETTER}+)*(?:\+\+|\#)?")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_VERSION = re.compile(r"v?\d+(?:\.\d+)+")
_JOINTS = re.compile(r"[.\-_/&+#]+")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)'(?=\w{3})")
_LONGEST_WORD = 40
_LONGEST_CHUNK = 200
_MOST_JOINED = 3


def spoken_words(text: str) -> list[str]:
    """The words of a text in order, split and joined: "scikit-learn" gives scikit, learn, scikitlearn."""
    return [word for chunk in _chunks(text) for word in _spoken(chunk)]


def typed_words(text: str) -> list[str]:
    """The words of a query in order, each once where it stands: "scikit-learn" gives scikit, learn."""
    return [word for chunk in _chunks(text) for word in _typed(chunk)]


def _chunks(text: str) -> list[str]:
    chunks: list[str] = _CHUNK.findall(_ADDRESS.sub(" ", fold(text)))
    return chunks


# Most words of a text were there before: looking them up halves the time to index a conference.
@lru_cache(maxsize=1 << 14)
def _spoken(chunk: str) -> tuple[str, ...]:
    return tuple(_with_joined(_typed(chunk)))


def _typed(chunk: str) -> list[str]:
    chunk = chunk[:_LONGEST_CHUNK]
    parts = _pairs(chunk) if is_unspaced(chunk) else _parts(chunk)
    return [part[:_LONGEST_WORD] for part in parts if part]


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
