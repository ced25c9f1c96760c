"""One spelling for what people type alike: case, accents and compatibility forms are folded away."""

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and an accent.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŋ": "n"}
    | {"ё": "е", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "−": "-"}
)
# Marks are dropped from Latin and Greek letters alone: in other scripts they make another letter (й, が).
_ACCENTS = re.compile("(?<=[A-Za-z\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff])[\u0300-\u036f]+")


def fold(text: str) -> str:
    """Fold case, accents and width: "Čapek" and "capek" become one. Any string is allowed, lone surrogates too."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", apart)).casefold().translate(_PLAIN)
