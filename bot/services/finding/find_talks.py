from dataclasses import replace

from bot.domain.answers import NoTalks, OneTalk, TalkAnswer, TalkPage
from bot.domain.catalog import Scope
from bot.domain.lookups import TalkSearch
from bot.services.catalog import Catalog
from bot.services.finding.rank_talks import MOST_RANKED, RankedTalk, Ranking, rank_talks
from bot.services.finding.similar_talks import similar_talks
from bot.services.paging import TALKS_PER_PAGE, slice_of

_OTHERS_SHOWN = 10

# The first talk stands alone when its score is this many times the second's.
_CLEAR_LEAD = 1.4


async def find_talks(catalog: Catalog, asked: TalkSearch, scope: Scope) -> TalkAnswer:
    """Answer with one talk if it leads clearly, else with the first page of candidates."""
    ranking = await rank_talks(catalog, asked, scope, limit=_OTHERS_SHOWN + 1)
    if not ranking.ranked:
        return NoTalks(lookup=asked, nearest=ranking.nearest)
    if not leads(ranking.ranked):
        return _page(asked, ranking, 0)
    one = _one(asked, ranking)
    return one if one.others else await _with_similar(catalog, one, scope)


async def page_of_found_talks(catalog: Catalog, asked: TalkSearch, scope: Scope, page: int) -> TalkAnswer:
    cut = slice_of(MOST_RANKED, page, TALKS_PER_PAGE)
    ranking = await rank_talks(catalog, asked, scope, offset=cut.offset, limit=cut.limit)
    if not ranking.listed:
        return NoTalks(lookup=asked, nearest=ranking.nearest)
    last_page = slice_of(ranking.listed, page, TALKS_PER_PAGE).page
    if cut.page > last_page:
        return await page_of_found_talks(catalog, asked, scope, last_page)
    return _page(asked, ranking, cut.page)


def leads(ranked: tuple[RankedTalk, ...]) -> bool:
    """Whether the first is clearly what was meant."""
    return len(ranked) == 1 or ranked[0].score >= _CLEAR_LEAD * ranked[1].score


def _one(asked: TalkSearch, ranking: Ranking) -> OneTalk:
    first, *others = (ranked.entry for ranked in ranking.ranked)
    return OneTalk(lookup=asked, talk=first, others=tuple(others), total=ranking.total, corrected=ranking.corrected)


async def _with_similar(catalog: Catalog, one: OneTalk, scope: Scope) -> OneTalk:
    return replace(one, similar=await similar_talks(catalog, one.talk.id, scope))


def _page(asked: TalkSearch, ranking: Ranking, page: int) -> TalkPage:
    cut = slice_of(ranking.listed, page, TALKS_PER_PAGE)
    return TalkPage(
        lookup=asked,
        talks=tuple(ranked.entry for ranked in ranking.ranked[: cut.limit]),
        page=cut.page,
        pages=cut.pages,
        total=ranking.total,
        corrected=ranking.corrected,
    )
