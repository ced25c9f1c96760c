"""A typed line such as "/talk search cni event:kubecon", split into a command and the texts of its options."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.people.errors import TypingError
from bot.sandbox.world.commands import SUB_COMMAND, SUB_COMMAND_GROUP
from bot.sandbox.world.snowflakes import Json

STRING = 3
WORD = re.compile(r'"[^"]*"|\S+')

# How a value of each option type begins or looks, to tell it from words of a text before it.
_LOOKS: dict[int, re.Pattern[str]] = {
    4: re.compile(r"-?\d+$"),
    5: re.compile(r"(?i)(true|false|yes|no)$"),
    6: re.compile(r'"?@|<@|\d{15,}$'),
    7: re.compile(r'"?#|<#|\d{15,}$'),
    8: re.compile(r'"?@|<@&|\d{15,}$'),
    9: re.compile(r'"?@|<@|\d{15,}$'),
    10: re.compile(r"-?\d+([.,]\d+)?$"),
}


@dataclass
class TypedLine:
    """`trail` leads to the sub-command; `texts` holds what was typed for each option, in order."""

    command: Json
    trail: list[Json]
    texts: dict[str, str] = field(default_factory=dict)
    focused: str | None = None

    @property
    def options(self) -> list[Json]:
        """The options of what was reached, which are sub-commands where one is still to be typed."""
        options: list[Json] = (self.trail[-1] if self.trail else self.command).get("options") or []
        return options

    @property
    def complete(self) -> bool:
        """Whether a command that can be sent was reached."""
        return not any(option["type"] in {SUB_COMMAND, SUB_COMMAND_GROUP} for option in self.options)


def read_line(line: str, commands: list[Json], *, completing: bool = False) -> TypedLine:
    """`completing`: the line is not finished, and its last option is the focused one. Raises TypingError."""
    typed, rest = find_command(line, commands)
    if not typed.complete:
        names = ", ".join(option["name"] for option in typed.options)
        raise TypingError(f"{line.strip()} needs one of: {names}")
    _read_options(typed, rest, completing=completing)
    return typed


def find_command(line: str, commands: list[Json]) -> tuple[TypedLine, str]:
    """The command or sub-command a line begins with, and the text behind it."""
    words = list(WORD.finditer(line.removeprefix("/")))
    text = line.removeprefix("/")
    known = {command["name"]: command for command in commands}
    if not words or words[0].group() not in known:
        typed_name = words[0].group() if words else ""
        raise TypingError(f"There is no command /{typed_name} here")
    typed = TypedLine(known[words[0].group()], [])
    end = words[0].end()
    for word in words[1:]:
        below = {option["name"]: option for option in typed.options if option["type"] in {1, 2}}
        if not below:
            break
        if word.group() not in below:
            raise TypingError(f"/{text[:end]} has no {word.group()!r}, but: {', '.join(below)}")
        typed.trail.append(below[word.group()])
        end = word.end()
    return typed, text[end:]


def _read_options(typed: TypedLine, rest: str, *, completing: bool) -> None:
    named, leading = _split_named(rest, [option["name"] for option in typed.options])
    waiting = [option for option in typed.options if option.get("required") and option["name"] not in named]
    positional = _align(leading, waiting, completing=completing)
    typed.texts = positional | named
    if completing:
        typed.focused = _focused(named, positional, waiting)
        if typed.focused is not None:
            typed.texts.setdefault(typed.focused, "")


def _split_named(rest: str, names: list[str]) -> tuple[dict[str, str], str]:
    """What stands behind each `name:`, and the text before the first of them."""
    if not names:
        return {}, rest.strip()
    pattern = re.compile(r"(?:^|(?<=\s))(" + "|".join(map(re.escape, names)) + r"):")
    found = list(pattern.finditer(rest))
    ends = [match.start() for match in found] + [len(rest)]
    named = {match[1]: _unquoted(rest[match.end() : end].strip()) for match, end in zip(found, ends[1:], strict=True)}
    return named, rest[: found[0].start() if found else len(rest)].strip()


def _focused(named: dict[str, str], positional: dict[str, str], waiting: list[Json]) -> str | None:
    typed = list(named) or list(positional)
    if typed:
        return typed[-1]
    return waiting[0]["name"] if waiting else None


def _align(text: str, waiting: list[Json], *, completing: bool) -> dict[str, str]:
    """Words to options in order; the last text option takes what is left over."""
    words = list(WORD.finditer(text))
    if not words:
        return {}
    if not waiting:
        raise TypingError(f"{text!r} belongs to no option; write it as name:value")
    if completing:
        waiting = _reached(words, waiting)
    surplus = len(words) - len(waiting)
    greedy = max((place for place, option in enumerate(waiting) if option["type"] == STRING), default=None)
    if surplus > 0 and greedy is None:
        raise TypingError(f"{text!r} is more than {', '.join(option['name'] for option in waiting)} take")
    return _assign(text, words, waiting, lambda place: 1 + (max(surplus, 0) if place == greedy else 0))


def _assign(
    text: str,
    words: list[re.Match[str]],
    waiting: list[Json],
    width: Callable[[int], int],
) -> dict[str, str]:
    aligned: dict[str, str] = {}
    at = 0
    for place, option in enumerate(waiting):
        taken = words[at : at + width(place)]
        if not taken:
            break
        aligned[option["name"]] = _unquoted(text[taken[0].start() : taken[-1].end()])
        at += len(taken)
    return aligned


def _reached(words: list[re.Match[str]], waiting: list[Json]) -> list[Json]:
    """Leaves out the options at the end which nothing typed so far looks like."""
    reached = list(waiting)
    while len(reached) > 1:
        looks = _LOOKS.get(reached[-1]["type"])
        if len(words) >= len(reached) and (looks is None or looks.match(words[-1].group())):
            break
        reached.pop()
    return reached


def _unquoted(text: str) -> str:
    whole = len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]
    return text[1:-1] if whole else text
