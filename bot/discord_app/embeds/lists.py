"""Lists that keep within a limit of Discord's and say what they leave out."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FittedList:
    text: str
    shown: int


def fitted(entries: Sequence[str], limit: int, total: int | None = None) -> FittedList:
    """As many entries as fit, one below the other, then "… and N more" of the `total`, where not all are handed in."""
    count = len(entries) if total is None else total
    whole = "\n".join(entries)
    if len(whole) <= limit and count == len(entries):
        return FittedList(whole, count)
    lines: list[str] = []
    room = limit - len(f"… and {count} more")
    for entry in entries:
        room -= len(entry) + 1
        if room < 0:
            break
        lines.append(entry)
    return FittedList("\n".join([*lines, f"… and {count - len(lines)} more"]), len(lines))
