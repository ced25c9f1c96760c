"""Strict reading of records that a person wrote: whatever is not understood is said, nothing is passed over."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from bot.errors import SourceError
from bot.importers.links import is_web_address

_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

T = TypeVar("T")


class Fields:
    """One record, taken apart key by key. Every method raises SourceError with the key in its reason.

    A key that is missing, null or blank counts as unknown and gives None or ().
    """

    def __init__(self, record: Any) -> None:
        if not isinstance(record, dict):
            raise SourceError(f"must be a mapping of keys to values, not {kind_of(record)}")
        self._left = dict(record)

    def text(self, key: str) -> str | None:
        value = self._left.pop(key, None)
        return None if value is None else _text(key, value) or None

    def required_text(self, key: str) -> str:
        value = self.text(key)
        if value is None:
            raise SourceError(f"{key}: is missing")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._left.pop(key, None)
        if value is not None and not isinstance(value, bool):
            raise SourceError(f"{key}: must be true or false, not {kind_of(value)}")
        return default if value is None else value

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(text for item in self._list(key) if (text := _text(key, item)))

    def day(self, key: str) -> date | None:
        value = self.text(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise SourceError(f"{key}: {value[:60]!r} is no date; write it like 2026-10-25") from None

    def web_address(self, key: str) -> str | None:
        value = self.text(key)
        if value is not None and not is_web_address(value):
            raise SourceError(f"{key}: {value[:60]!r} is no http or https address")
        return value

    def records(self, key: str, read: Callable[[Any], T]) -> tuple[T, ...]:
        items = self._list(key)
        return tuple(_inside(f"{key}: {number}", read, item) for number, item in enumerate(items, 1))

    def record(self, key: str, read: Callable[[Any], T]) -> T | None:
        value = self._left.pop(key, None)
        return None if value is None else _inside(key, read, value)

    def unread(self, key: str) -> Any:
        """Take the value out as it is, for the caller to read."""
        return self._left.pop(key, None)

    def finish(self) -> None:
        """Raise SourceError if a key is left that nobody asked for."""
        if self._left:
            names = ", ".join(str(key)[:40] for key in list(self._left)[:5])
            raise SourceError(f"unknown key: {names}")

    def _list(self, key: str) -> list[Any]:
        value = self._left.pop(key, None)
        if value is not None and not isinstance(value, list):
            raise SourceError(f"{key}: must be a list, not {kind_of(value)}")
        return value or []


def kind_of(value: Any) -> str:
    names = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", type(None): "nothing"}
    return names.get(type(value), "a number")


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise SourceError(f"{key}: must be text, not {kind_of(value)}; put it in quotes")
    text = value.replace("\r\n", "\n").strip()
    if _UNSTORABLE.search(text):
        raise SourceError(f"{key}: holds a control character")
    return text


def _inside(place: str, read: Callable[[Any], T], value: Any) -> T:
    try:
        return read(value)
    except SourceError as error:
        raise SourceError(f"{place}: {error.reason}") from error
