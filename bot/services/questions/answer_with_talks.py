"""Answers that are several talks, how many there are, or who gave them."""

from collections.abc import Iterable

from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.question_answers import CountFound, Ignorance, QuestionAnswer, SpeakersFound, TalksFound
from bot.domain.questions import Question, QuestionPlan
from bot.search.folding import fold
from bot.services.catalog import Catalog
from bot.services.finding.rank_talks import MOST_RANKED
from bot.services.paging import TALKS_PER_PAGE
from bot.services.questions.gather_talks import filter_of, gather_talks, lookup_of_plan, matching_ids
from bot.services.questions.nearest_talks import not_known
from bot.store import talks

_NAMED = 10


async def answer_with_talks(catalog: Catalog, question: Question, plan: QuestionPlan, scope: Scope) -> QuestionAnswer:
    asked = lookup_of_plan(plan)
    found = await gather_talks(catalog, asked, scope, TALKS_PER_PAGE)
    if not found.talks:
        return await not_known(catalog, question, plan, scope, why=_why(plan), nearest=found.nearest)
    return TalksFound(
        lookup=question,
        plan=plan,
        talks=found.talks,
        total=found.total,
        all_of_them=asked if found.total > len(found.talks) else None,
        corrected=found.corrected,
    )


async def answer_with_count(catalog: Catalog, question: Question, plan: QuestionPlan, scope: Scope) -> CountFound:
    """None at all is a count too."""
    asked = lookup_of_plan(plan)
    found = await gather_talks(catalog, asked, scope, TALKS_PER_PAGE)
    return CountFound(
        lookup=question,
        plan=plan,
        total=found.total,
        talks=found.talks,
        all_of_them=asked,
        corrected=found.corrected,
    )


async def answer_with_speakers(
    catalog: Catalog, question: Question, plan: QuestionPlan, scope: Scope
) -> QuestionAnswer:
    found = await gather_talks(catalog, lookup_of_plan(plan), scope, MOST_RANKED)
    speakers = _asked_for(plan, _each_once(found.talks))
    if not found.talks:
        return await not_known(catalog, question, plan, scope, why=_why(plan), nearest=found.nearest)
    if not speakers:
        return await not_known(catalog, question, plan, scope, nearest=found.talks)
    total = len(speakers) if found.total <= len(found.talks) else await _how_many(catalog, plan, scope)
    return SpeakersFound(lookup=question, plan=plan, speakers=speakers[:_NAMED], total=total, corrected=found.corrected)


async def _how_many(catalog: Catalog, plan: QuestionPlan, scope: Scope) -> int:
    """Of all talks, where these are more than were looked at."""
    ids = await matching_ids(catalog, plan, scope)
    async with catalog.database.reading() as session:
        names = await talks.speakers_of(session, sorted(ids), filter_of(plan))
    return len(set(map(fold, names)))


def speakers_of(question: Question, plan: QuestionPlan, talk: CatalogTalk) -> SpeakersFound:
    speakers = _each_once([talk])
    return SpeakersFound(lookup=question, plan=plan, speakers=speakers, total=len(speakers))


def _asked_for(
    plan: QuestionPlan, speakers: tuple[tuple[str, CatalogTalk], ...]
) -> tuple[tuple[str, CatalogTalk], ...]:
    """Who is asked about by name, or as one of some place's people, is asked about alone."""
    names, places = set(map(fold, plan.filter.speakers)), plan.filter.affiliations
    return tuple(
        (name, entry)
        for name, entry in speakers
        if (not names or fold(name) in names) and (not places or _belongs(entry, name, places))
    )


def _belongs(entry: CatalogTalk, name: str, places: tuple[str, ...]) -> bool:
    return any(speaker.name == name and speaker.affiliation in places for speaker in entry.talk.speakers)


def _each_once(entries: Iterable[CatalogTalk]) -> tuple[tuple[str, CatalogTalk], ...]:
    """Spellings that differ only in accents and case are one name."""
    found: dict[str, tuple[str, CatalogTalk]] = {}
    for entry in entries:
        for speaker in entry.talk.speakers:
            found.setdefault(fold(speaker.name), (speaker.name, entry))
    return tuple(found.values())


def _why(plan: QuestionPlan) -> Ignorance:
    return Ignorance.TOO_LITTLE if plan.topic else Ignorance.NOT_FOUND
