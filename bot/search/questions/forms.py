"""What is written in the notation: the forms of questions, and the words around what they say."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from bot.domain.questions import Wanted
from bot.search.questions.notation import source_of
from bot.search.questions.phrases import Phrase


@cache
def forms() -> tuple[tuple[Wanted, re.Pattern[str]], ...]:
    """Patterns for `Phrase.spaced`, the more particular ones first."""
    return tuple((Wanted(heading), re.compile(source)) for heading, source in _read("forms.txt"))


@cache
def private_forms() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source) for _, source in _read("private.txt"))


@cache
def forms_about_the_bot() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source) for _, source in _read("bot.txt"))


@cache
def forms_of_elsewhere() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source) for _, source in _read("elsewhere.txt"))


@cache
def words_of_forms() -> frozenset[str]:
    """All that stand in the notation: ordinary words of questions."""
    texts = map(_text, ("forms.txt", "joints.txt", "private.txt", "bot.txt", "elsewhere.txt"))
    return frozenset(word for text in texts for word in re.findall(r"[a-z]+", text))


def without_beginning(phrase: Phrase, heading: str) -> Phrase:
    """Without the words of a heading of `joints.txt` that it begins with."""
    match = re.match(f"(?:{_joints()[heading]})(?= |$)", phrase.spaced)
    return phrase if match is None else phrase[match[0].count(" ") :]


def without_end(phrase: Phrase, heading: str) -> Phrase:
    match = re.search(f"(?:{_joints()[heading]})+$", phrase.spaced)
    return phrase if match is None else phrase[: len(phrase.plain) - match[0].count(" ")]


@cache
def _joints() -> Mapping[str, str]:
    sources: dict[str, list[str]] = {}
    for heading, source in _read("joints.txt"):
        sources.setdefault(heading, []).append(source)
    return {heading: "|".join(alternatives) for heading, alternatives in sources.items()}


def _read(file: str) -> Iterator[tuple[str, str]]:
    """The source of each pattern with the heading that it stands under."""
    names: dict[str, str] = {}
    heading = ""
    for line in _text(file).splitlines():
        name, defines, meaning = line.partition(" = ")
        if not line or line.startswith("#"):
            continue
        if defines:
            names[name] = f"(?:{source_of(meaning, names)})"
        elif line.startswith(" "):
            yield heading, source_of(line, names)
        else:
            heading = line


def _text(file: str) -> str:
    return files("bot.search.questions").joinpath(file).read_text(encoding="utf-8")
