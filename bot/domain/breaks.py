"""What stands on a programme, but is nothing that a person would be called to."""

import re

from bot.domain.talks import Talk

_BREAKS = frozenset(
    {"break", "breaks", "breakfast", "brunch", "coffee", "dinner", "lunch", "luncheon", "pause", "registration", "tea"}
)
# They make no break by themselves, but stand beside its name.
_BESIDE = frozenset(
    {"a", "afternoon", "and", "badge", "check-in", "in", "long", "morning", "of", "pickup", "short", "snacks", "the"}
)
_WORD = re.compile(r"[\w-]+")


def is_break(talk: Talk) -> bool:
    """By its session type; where it has none and nobody speaks, by a title that names nothing else."""
    if talk.session_type is not None:
        return not _BREAKS.isdisjoint(_words(talk.session_type))
    words = _words(talk.title)
    return not talk.speakers and not _BREAKS.isdisjoint(words) and words <= _BREAKS | _BESIDE


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
