"""A completion puts in a reference, which names one thing for sure: people type names, not `id:12`."""

import re

from bot.errors import UserError

_REFERENCE = re.compile(r"id:(\d{1,9})")


def reference(id: int) -> str:
    return f"id:{id}"


def number_in(text: str) -> int:
    """The id that a menu's value is. Raise UserError for what the bot never wrote."""
    if not re.fullmatch(r"\d{1,9}", text):
        raise UserError("This menu was not made by me. Ask again with the command.")
    return int(text)


def id_in(text: str) -> int | None:
    match = _REFERENCE.fullmatch(text.strip())
    return None if match is None else int(match[1])
