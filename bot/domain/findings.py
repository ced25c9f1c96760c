"""What an examination of the set-up found, in words for an operator."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """DOUBTFUL works today, and is worth a look."""

    WELL = "well"
    DOUBTFUL = "doubtful"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """`advice` is what to do; there is none where all is well."""

    about: str
    health: Health
    says: str
    advice: str = ""


def well(about: str, says: str) -> Finding:
    return Finding(about, Health.WELL, says)


def doubtful(about: str, says: str, advice: str) -> Finding:
    return Finding(about, Health.DOUBTFUL, says, advice)


def broken(about: str, says: str, advice: str) -> Finding:
    return Finding(about, Health.BROKEN, says, advice)
