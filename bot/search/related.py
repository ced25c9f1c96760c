"""Everyday words and the words of the trade for the same matter: who asks says "pictures", the abstract "images".

`matters.txt` names one matter a line. It is written from knowledge of the field; a word may stand in several lines.
"""

from functools import cache
from importlib.resources import files

from bot.search.forms import FALLBACK, stem


def related_words(word: str) -> tuple[str, ...]:
    """The words of all matters that a word, in any of its English forms, belongs to; its own forms left out."""
    return _related_by_stem().get(stem(word, FALLBACK), ())


@cache
def _related_by_stem() -> dict[str, tuple[str, ...]]:
    related: dict[str, dict[str, None]] = {}
    for matter in files("bot.search").joinpath("matters.txt").read_text(encoding="utf-8").splitlines():
        words = matter.replace("-", " ").split()
        for word in words:
            related.setdefault(stem(word, FALLBACK), {}).update(dict.fromkeys(words))
    return {key: tuple(word for word in words if stem(word, FALLBACK) != key) for key, words in related.items()}
