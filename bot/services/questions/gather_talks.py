"""The talks that a plan asks for: on a topic, the best first, or without one in time order."""

from dataclasses import dataclass, replace

from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.filters import TalkFilter
from bot.domain.lookups import TalkListing, TalkSearch
from bot.domain.questions import QuestionPlan
from bot.search.topics import on_topic
from bot.services.catalog import Catalog
from bot.services.finding.find_talks import leads
from bot.services.finding.rank_talks import rank_talks
from bot.store import talks


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The first of the talks; `total` counts all. `leads` tells whether the first is clearly what was meant.

    Where there are none, `nearest` are those that share words with the topic.
    """

    talks: tuple[CatalogTalk, ...]
    total: int
    leads: bool
    corrected: str | None = None
    nearest: tuple[CatalogTalk, ...] = ()


def filter_of(plan: QuestionPlan) -> TalkFilter:
    return plan.filter if plan.event_id is None else replace(plan.filter, event_id=plan.event_id)


def lookup_of_plan(plan: QuestionPlan) -> TalkSearch | TalkListing:
    within = filter_of(plan)
    return TalkSearch(plan.topic, within, on_topic=True) if plan.topic else TalkListing(within)


async def gather_talks(catalog: Catalog, asked: TalkSearch | TalkListing, scope: Scope, limit: int) -> Gathered:
    if isinstance(asked, TalkListing):
        async with catalog.database.reading() as session:
            found = await talks.programme(session, asked.filter, scope, offset=0, limit=limit)
            total = await talks.count(session, asked.filter, scope)
            return Gathered(talks=found, total=total, leads=total == 1)
    ranking = await rank_talks(catalog, asked, scope, limit=limit)
    return Gathered(
        talks=tuple(ranked.entry for ranked in ranking.ranked),
        total=ranking.total,
        leads=bool(ranking.ranked) and leads(ranking.ranked),
        corrected=ranking.corrected,
        nearest=ranking.nearest,
    )


async def matching_ids(catalog: Catalog, plan: QuestionPlan, scope: Scope) -> frozenset[int]:
    """Of all talks that the plan is about."""
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        ids = await talks.matching_ids(session, filter_of(plan), scope)
    return on_topic(view.indexes, plan.topic, ids) if plan.topic else ids


async def talk_by_id(catalog: Catalog, talk_id: int, scope: Scope) -> CatalogTalk | None:
    async with catalog.database.reading() as session:
        return next(iter(await talks.by_ids(session, [talk_id], scope)), None)
