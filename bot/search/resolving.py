"""Which one of some names is meant: by half of it, by a nickname, or with slips."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.search.names import fitting_names

_CLEARLY = 0.08
_MOST_CANDIDATES = 25


@dataclass(frozen=True, slots=True)
class OneName:
    name: str


@dataclass(frozen=True, slots=True)
class SeveralNames:
    """Names that fit about equally well, the best first."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoName:
    """Nothing is near."""


Meant: TypeAlias = OneName | SeveralNames | NoName


def best_name(names: Sequence[str], typed: str) -> Meant:
    """The name that is meant, if one fits clearly better than the others."""
    fits = fitting_names(names, typed)
    if not fits:
        return NoName()
    if fits[0].fit == 1 or len(fits) == 1 or fits[0].fit - fits[1].fit >= _CLEARLY:
        return OneName(fits[0].name)
    close = [fit.name for fit in fits if fits[0].fit - fit.fit < _CLEARLY]
    return SeveralNames(tuple(close[:_MOST_CANDIDATES]))
