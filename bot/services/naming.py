"""Which of the catalog's names a person means. Names that differ only in accents and case are one name."""

from collections.abc import Sequence
from typing import assert_never

from bot.search.folding import fold
from bot.search.resolving import NoName, OneName, SeveralNames, best_name


def meant_names(names: Sequence[str], typed: str) -> tuple[str, ...]:
    """The one name that is meant, or those that could be, best first, or none."""
    match best_name(names, typed):
        case OneName(name):
            return (name,)
        case SeveralNames(several):
            return tuple({fold(name): name for name in reversed(several)}.values())[::-1]
        case NoName():
            return ()
        case unknown:
            assert_never(unknown)


def spellings(names: Sequence[str], name: str) -> tuple[str, ...]:
    """The name itself, then its other spellings."""
    wanted = fold(name)
    others = sorted({other for other in names if other != name and fold(other) == wanted})
    return (name, *others)
