"""Placeholders in a moderator's text, such as {talk.title}. They are looked up by name and never evaluated."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.errors import UserError

MEANINGS: Mapping[str, str] = {
    "talk.title": "its title",
    "talk.speakers": "who speaks",
    "talk.room": "the room",
    "talk.track": "the track",
    "talk.start": "date and time, in each reader's own zone",
    "talk.starts_in": "how far away that is, such as “in 10 minutes”",
    "talk.url": "the talk's page, or its recording",
    "event.name": "the event's name",
    "event.start": "its first day",
    "event.place": "venue and city",
    "event.url": "its page",
    "count": "how many talks it is about",
}

_NAME = re.compile(r"\{\s*([A-Za-z_][\w.]*)\s*\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    name: str


TextPart: TypeAlias = str | Placeholder


def parts_of(text: str) -> Iterable[TextPart]:
    """Words and placeholders in turn. Other braces are words, as is a name that nobody knows."""
    end = 0
    for match in _NAME.finditer(text):
        if match[1].casefold() in MEANINGS:
            yield text[end : match.start()]
            yield Placeholder(match[1].casefold())
            end = match.end()
    yield text[end:]


def require_known(text: str, *, has_talk: bool, has_event: bool) -> None:
    """Raise UserError where a placeholder is not known, or there is nothing that could fill it."""
    for name in _NAME.findall(text):
        kind = name.casefold().partition(".")[0]
        if name.casefold() not in MEANINGS:
            raise UserError(f"There is no placeholder `{{{name[:40]}}}`. These are: {_listed()}.")
        if kind == "talk" and not has_talk:
            raise UserError(f"`{{{name}}}` needs a talk: choose one with the option `talk`.")
        if not (has_talk or has_event):
            raise UserError(f"`{{{name}}}` needs an event or a talk: choose one with the option `event` or `talk`.")


def _listed() -> str:
    return ", ".join(f"`{{{name}}}`" for name in MEANINGS)
