"""A completion puts in a reference, which names one thing for sure: people type names, not `id:12`."""

import re

_REFERENCE = re.compile(r"id:(\d{1,9})")


def reference(id: int) -> str:
    return f"id:{id}"


def id_in(text: str) -> int | None:
    match = _REFERENCE.fullmatch(text.strip())
    return None if match is None else int(match[1])
