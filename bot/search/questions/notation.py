"""A small notation for the forms of sentences, so that they can be read and written as sentences are.

    where|how can|could WATCH [the RECORDING of] {one} [online]

Between blanks stands a word, or words to choose from with `|`; one in capitals is a name for several, given by a line
`WATCH = watch / listen to`. `[…]` may be left out, `(… / …)` are alternatives; `*` after any of these lets it be left
out or repeated. A slot
`{one}` takes any words, `{one?}` none as well, `{before:3}` at most three,
`{kind=KIND}` those of a name. `!i|we` stands where none of these words comes,
and `&by|on` where one does.
"""

import re
from collections.abc import Iterator, Mapping

_AHEAD = {"!": "?!", "&": "?="}
_OPENING, _BETWEEN = {"[", "("}, {"/"}
_MANY = r"(?: \S+)+?"
_PIECE = re.compile(r"\[|\]\*?|\(|\)\*?|/|[^\s\[\]()/]+")
_SLOT = re.compile(r"\{(?P<name>[a-z]+)(?P<maybe>\?)?(?::(?P<most>\d))?(?:=(?P<words>[A-Z]+))?\}")


def source_of(form: str, names: Mapping[str, str]) -> str:
    """Of a pattern for words with a blank before each. `names` are the sources of those in capitals."""
    return _alternatives(iter(_PIECE.findall(form)), names)[0]


def _alternatives(pieces: Iterator[str], names: Mapping[str, str]) -> tuple[str, str]:
    """Up to the bracket that closes them, which is given too, or the end."""
    found: list[str] = []
    sequence = ""
    for piece in pieces:
        if piece in _OPENING:
            inner, closing = _alternatives(pieces, names)
            sequence += f"(?:{inner})" + ("*" if closing.endswith("*") else "?" if piece == "[" else "")
        elif piece[0] in "])":
            return "|".join((*found, sequence)), piece
        elif piece in _BETWEEN:
            found.append(sequence)
            sequence = ""
        else:
            sequence += _element(piece, names)
    return "|".join((*found, sequence)), ""


def _element(piece: str, names: Mapping[str, str]) -> str:
    slot = _SLOT.fullmatch(piece)
    if slot is not None:
        return rf"(?P<{slot['name']}>{_taken(slot, names)})" + (slot["maybe"] or "")
    words = piece.lstrip("!&").removesuffix("*").split("|")
    choice = "|".join(names[word] if word.isupper() else f" {re.escape(word)}" for word in words)
    if piece[0] in _AHEAD:
        return rf"({_AHEAD[piece[0]]}(?:{choice})(?: |$))"
    return f"(?:{choice})" + ("*" if piece.endswith("*") else "")


def _taken(slot: re.Match[str], names: Mapping[str, str]) -> str:
    if slot["words"]:
        return names[slot["words"]]
    return _MANY if slot["most"] is None else rf"(?: \S+){{0,{slot['most']}}}?"
