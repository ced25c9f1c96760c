"""The forms of questions, read from `forms.txt` and `private.txt`."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from bot.domain.questions import Wanted
from bot.search.questions.notation import compiled, source_of


@cache
def forms() -> tuple[tuple[Wanted, re.Pattern[str]], ...]:
    """Patterns for words that have a blank before each, the more particular ones first."""
    return tuple((Wanted(heading), form) for heading, form in _read("forms.txt"))


@cache
def private_forms() -> tuple[re.Pattern[str], ...]:
    return tuple(form for _, form in _read("private.txt"))


def _read(file: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each form with the heading that it stands under."""
    names: dict[str, str] = {}
    heading = ""
    for line in files("bot.search.questions").joinpath(file).read_text(encoding="utf-8").splitlines():
        name, defines, meaning = line.partition(" = ")
        if not line or line.startswith("#"):
            continue
        if defines:
            names[name] = f"(?:{source_of(meaning, names)})"
        elif line.startswith(" "):
            yield heading, compiled(line, names)
        else:
            heading = line
