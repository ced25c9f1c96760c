"""YAML as people write it by hand: a title `No`, a time 17:25 and a date stay the text they look like."""

import re
from typing import Any

import yaml

from bot.errors import SourceError

_DEEPEST = 40
_FIRST_LINE = re.compile(r"\A(?:\s*(?:#[^\n]*)?\n)*(?:---|%YAML|- (?!\[)|-\n|[\w\"'-]+ *:(?:\s|$))")
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}


def looks_like_yaml(text: str) -> bool:
    return _FIRST_LINE.match(text) is not None


def yaml_values(text: str) -> Any:
    """Read one document. Anchors, tags, repeated keys and deep nesting are refused."""
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.YAMLError as error:
        raise SourceError(f"broken YAML: {_one_line(error)}") from error
    return builder.document


class _Builder:
    """Builds values from YAML's events with a stack of its own, so that no nesting can exhaust Python's."""

    def __init__(self) -> None:
        self.document: Any = None
        self._open: list[dict[str, Any] | list[Any]] = []
        self._keys: list[str | None] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.AliasEvent():
                raise _refusal(event, "an alias (*name) is not read here")
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise _refusal(event, "a second document in one file")
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent():
                self._begin(event, {})
            case yaml.SequenceStartEvent():
                self._begin(event, [])
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._open.pop()
                self._keys.pop()
            case _:
                pass  # the stream's and the document's end say nothing new

    def _begin(self, event: yaml.Event, container: dict[str, Any] | list[Any]) -> None:
        if len(self._open) >= _DEEPEST:
            raise _refusal(event, "nested too deeply")
        self._put(event, container)
        self._open.append(container)
        self._keys.append(None)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self._open and isinstance(self._open[-1], dict) and self._keys[-1] is None:
            self._key(event)
        else:
            plain = event.implicit[0]
            self._put(event, _CONSTANTS.get(event.value, event.value) if plain else event.value)

    def _key(self, event: yaml.ScalarEvent) -> None:
        mapping = self._open[-1]
        if event.value in mapping:
            raise _refusal(event, f"the key {event.value[:60]!r} twice")
        self._keys[-1] = event.value

    def _put(self, event: yaml.Event, value: Any) -> None:
        if not self._open:
            self.document = value
            return
        container = self._open[-1]
        if isinstance(container, list):
            container.append(value)
            return
        key = self._keys[-1]
        if key is None:
            raise _refusal(event, "a key that is no text")
        container[key] = value
        self._keys[-1] = None


def _refusal(event: yaml.Event, what: str) -> SourceError:
    line = event.start_mark.line + 1 if event.start_mark else 0
    return SourceError(f"YAML line {line}: {what}")


def _one_line(error: yaml.YAMLError) -> str:
    return " ".join(str(error).split())
