from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stock:
    """How much there is in all, whoever owns it. `overdue` are those of `waiting` whose time has come."""

    events: int
    talks: int
    speakers: int
    waiting: int
    overdue: int
