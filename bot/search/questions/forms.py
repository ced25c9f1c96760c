"""The forms of questions, read from `forms.txt`."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from bot.domain.questions import Wanted
from bot.search.questions.notation import compiled, source_of


@cache
def forms() -> tuple[tuple[Wanted, re.Pattern[str]], ...]:
    """Patterns for words that have a blank before each, the more particular ones first."""
    return tuple(_read(files("bot.search.questions").joinpath("forms.txt").read_text(encoding="utf-8").splitlines()))


def _read(lines: list[str]) -> Iterator[tuple[Wanted, re.Pattern[str]]]:
    names: dict[str, str] = {}
    wanted = Wanted.TALKS
    for line in lines:
        name, defines, meaning = line.partition(" = ")
        if not line or line.startswith("#"):
            continue
        if defines:
            names[name] = f"(?:{source_of(meaning, names)})"
        elif line.startswith(" "):
            yield wanted, compiled(line, names)
        else:
            wanted = Wanted(line)
