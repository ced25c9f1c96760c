from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.filters import EVERYTHING, TalkFilter
from bot.domain.lookups import TalkSearch
from bot.search.ranking import Hit, SearchResult, search
from bot.search.topics import search_topic
from bot.services.catalog import Catalog
from bot.services.live_index import CatalogView
from bot.store import talks
from bot.store.database import Session

# 20 pages of a list: more than anybody turns.
MOST_RANKED = 100


@dataclass(frozen=True, slots=True)
class RankedTalk:
    """`also_given` are the other deliveries of the same talk, which stand behind this one."""

    entry: CatalogTalk
    score: float
    also_given: tuple[CatalogTalk, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """A stretch of the best talks, best first.

    `listed` counts the talks that can be asked for, `total` all that match. `nearest` are talks with near titles,
    where none matches. `corrected` is the query as understood, where its spelling was not taken as it stood.
    """

    ranked: tuple[RankedTalk, ...]
    listed: int
    total: int
    corrected: str | None
    nearest: tuple[CatalogTalk, ...]


async def rank_talks(
    catalog: Catalog, asked: TalkSearch, scope: Scope, *, offset: int = 0, limit: int = MOST_RANKED
) -> Ranking:
    view = await catalog.live_index.look(scope)
    result = _result(catalog, view, asked, await _among(catalog, asked.filter, scope))
    hits = result.hits[offset : offset + limit]
    ids = [talk_id for hit in hits for talk_id in (hit.talk_id, *hit.also_given)]
    # Those that were taken out since the view was had are not found any more.
    found = await catalog.known_talks.by_ids([*ids, *result.nearest], scope)
    entries = {entry.id: entry for entry in found}
    return Ranking(
        ranked=tuple(_ranked(hit, entries) for hit in hits if hit.talk_id in entries),
        listed=len(result.hits),
        total=result.total,
        corrected=result.corrected,
        nearest=tuple(entries[talk_id] for talk_id in result.nearest if talk_id in entries),
    )


def _result(catalog: Catalog, view: CatalogView, asked: TalkSearch, among: frozenset[int] | None) -> SearchResult:
    finding = search_topic if asked.on_topic else search
    work_out = partial(finding, view.indexes, asked.query, limit=MOST_RANKED, among=among)
    return catalog.searches.get((view.version, asked), work_out) if among is None else work_out()


def _ranked(hit: Hit, entries: Mapping[int, CatalogTalk]) -> RankedTalk:
    also_given = tuple(entries[talk_id] for talk_id in hit.also_given if talk_id in entries)
    return RankedTalk(entries[hit.talk_id], hit.score, also_given)


async def _among(catalog: Catalog, talk_filter: TalkFilter, scope: Scope) -> frozenset[int] | None:
    if talk_filter == EVERYTHING:
        return None
    async with catalog.database.reading() as session:
        return await allowed_ids(session, talk_filter, scope)


async def allowed_ids(session: Session, talk_filter: TalkFilter, scope: Scope) -> frozenset[int] | None:
    """None where nothing narrows the talks: the index holds no others than those that the scope sees."""
    return None if talk_filter == EVERYTHING else await talks.matching_ids(session, talk_filter, scope)
