"""Words that some write as one and others as two."""

from collections.abc import Sequence

from bot.search.views import View


def halves_of(word: str, shortest: int) -> list[tuple[str, str]]:
    """All ways to part a word; a version at its end may be one digit: "pymc3"."""
    last = len(word) if word[-1].isdigit() else len(word) - shortest + 1
    return [(word[:at], word[at:]) for at in range(shortest, last)]


def side_by_side(views: Sequence[View], pairs: Sequence[tuple[str, str]], most: int) -> list[str]:
    """Those of the commonest pairs that stand side by side somewhere."""
    counts = {pair: min(_count(views, half) for half in pair) for pair in pairs}
    common = sorted(filter(counts.__getitem__, pairs), key=lambda pair: -counts[pair])[:most]
    return [" ".join(pair) for pair in common if any(view.holds(pair) for view in views)]


def _count(views: Sequence[View], word: str) -> int:
    return sum(view.talks_with(word) for view in views)
