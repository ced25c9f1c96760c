"""What a search needs of a text that was not written to be searched for: the few words that tell most."""

from collections.abc import Sequence

from bot.search.everyday import is_everyday
from bot.search.index import Index
from bot.search.matching import TermMatch, match_terms
from bot.search.understanding import understand
from bot.search.views import views_of


def keywords(indexes: Sequence[Index], text: str, longest: int) -> str:
    """In their order, of together `longest` characters at most. Nothing where no talk has any of them."""
    views = views_of(indexes, None)
    matches = match_terms(views, understand(views, text).terms)
    chosen: set[str] = set()
    left = longest
    for word in (match.term.typed for match in sorted(matches, key=_tells_little)):
        if len(word) <= left:
            chosen.add(word)
            left -= len(word) + 1
    return " ".join(match.term.typed for match in matches if match.term.typed in chosen)


def _tells_little(match: TermMatch) -> tuple[bool, float]:
    return is_everyday(match.term.typed), -match.weight
