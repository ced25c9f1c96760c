"""Which talk a question names by its title, or by what it is about."""

import re
from collections.abc import Sequence

from bot.domain.catalog import CatalogTalk
from bot.domain.filters import TalkFilter
from bot.domain.question_answers import WhichOne
from bot.domain.talks import speaker_names
from bot.search.evidence import enough
from bot.search.questions.phrases import QUOTE, Phrase
from bot.search.ranking import search
from bot.search.stopwords import content_words
from bot.search.titles import main_title
from bot.search.words import typed_words
from bot.services.finding.rank_talks import allowed_ids
from bot.services.naming import meant_names
from bot.services.questions.asking import Asking
from bot.store import talks

_LOOKED_AT = 12
_MOST_ASKED_BACK = 5
# As in a search, the first talk stands alone when its score is this many times the second's.
_CLEAR_LEAD = 1.4
_COVERED = 0.75
# Without such a word it may be anything that is asked about.
_SAYS_TALK = re.compile(
    r"\b(?:talk|session|presentation|lecture|keynote|workshop|tutorial|panel|recording|video|watch)", re.IGNORECASE
)


async def settle_talk(asking: Asking, one: Phrase, within: TalkFilter) -> CatalogTalk | WhichOne | None:
    """None where the words are no talk's title, and no talk leads clearly."""
    chosen = asking.chosen(one, "talk")
    if chosen is not None and chosen.isdecimal():
        return next(iter(await talks.by_ids(asking.session, [int(chosen)], asking.scope)), None)
    among = await allowed_ids(asking.session, within, asking.scope)
    result = search(asking.catalog.indexes, str(one), limit=_LOOKED_AT, among=among)
    hits = result.hits
    found = await talks.by_ids(asking.session, [hit.talk_id for hit in hits], asking.scope)
    titled = _titled(found, one)
    if len(titled) == 1:
        return titled[0]
    if 1 < len(titled) <= _MOST_ASKED_BACK:
        return asking.which_one(one, [_choice(entry) for entry in titled])
    if not says_talk(asking, one) or not enough(result) or hits[0].coverage < _COVERED:
        return None
    leads = len(hits) == 1 or (len(hits) > 1 and hits[0].score >= _CLEAR_LEAD * hits[1].score)
    return found[0] if found and leads and not titled else None


def says_talk(asking: Asking, one: Phrase) -> bool:
    """Whether the words are a talk's for sure: a whole title, or the question speaks of a talk."""
    return QUOTE in one.plain or _SAYS_TALK.search(asking.question.text) is not None


def _titled(found: Sequence[CatalogTalk], one: Phrase) -> list[CatalogTalk]:
    """Those whose titles hold all that was said."""
    said = " ".join(content_words(typed_words(str(one))))
    titles = meant_names([entry.talk.title for entry in found], said)
    exact = [entry for entry in found if typed_words(str(one)) in _whole_titles(entry)]
    return exact or [entry for entry in found if entry.talk.title in titles]


def _whole_titles(entry: CatalogTalk) -> tuple[list[str], list[str]]:
    return typed_words(entry.talk.title), typed_words(main_title(entry.talk.title))


def _choice(entry: CatalogTalk) -> tuple[str, str, str]:
    detail = " · ".join(part for part in (speaker_names(entry.talk.speakers), entry.event.event.name) if part)
    return entry.talk.title, detail, f"talk:{entry.id}"
