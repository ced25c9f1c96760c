"""Whether what was found is about what was asked, or merely shares some words with it."""

from bot.search.ranking import SearchResult

# Calibrated by `make eval`, on real questions and on such that no conference answers.
_STRONG = 0.4
# Who asks at length hardly meets a talk's own words; several of them in one talk are no chance.
SEVERAL, SHARE = 4, 0.45


def enough(result: SearchResult) -> bool:
    """Whether the first talk found is good enough to be given as the answer to a question."""
    if not result.hits:
        return False
    best = result.hits[0]
    return best.strength >= _STRONG or (best.met >= SEVERAL and best.coverage >= SHARE)
