from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

# Both databases refuse a statement with more than 32,766 parameters.
_MOST = 10_000


def batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Values for one statement each."""
    return (values[start : start + _MOST] for start in range(0, len(values), _MOST))
