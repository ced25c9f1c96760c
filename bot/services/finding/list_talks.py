from bot.domain.answers import NoTalks, TalkAnswer, TalkPage
from bot.domain.catalog import Scope
from bot.domain.lookups import TalkListing
from bot.services.catalog import Catalog
from bot.services.paging import TALKS_PER_PAGE, slice_of
from bot.store import talks


async def list_talks(catalog: Catalog, asked: TalkListing, scope: Scope, page: int = 0) -> TalkAnswer:
    """The programme in time order, as far as the filter lets it through."""
    async with catalog.database.reading() as session:
        total = await talks.count(session, asked.filter, scope)
        if total == 0:
            return NoTalks(lookup=asked)
        cut = slice_of(total, page, TALKS_PER_PAGE)
        found = await talks.programme(session, asked.filter, scope, offset=cut.offset, limit=cut.limit)
        return TalkPage(lookup=asked, talks=found, page=cut.page, pages=cut.pages, total=total)
