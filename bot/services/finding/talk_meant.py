from bot.domain.answers import NoTalks, OneTalk, TalkPage
from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.lookups import TalkSearch
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.finding.find_talks import find_talks
from bot.services.references import id_in
from bot.store import talks

_NAMED = 3


async def talk_meant(catalog: Catalog, typed: str, scope: Scope) -> CatalogTalk:
    """Raise UserError where none is meant, or several could be."""
    talk_id = id_in(typed)
    if talk_id is None:
        return await _found(catalog, typed, scope)
    async with catalog.database.reading() as session:
        known = await talks.by_ids(session, [talk_id], scope)
    if not known:
        raise UserError("That talk is no longer in the catalog.")
    return known[0]


async def _found(catalog: Catalog, typed: str, scope: Scope) -> CatalogTalk:
    match await find_talks(catalog, TalkSearch(typed), scope):
        case OneTalk(talk=entry):
            return entry
        case TalkPage(talks=several):
            titles = ", ".join(f"“{entry.talk.title}”" for entry in several[:_NAMED])
            raise UserError(f"“{typed}” could be {titles}. Choose one of those offered while you type.")
        case NoTalks():
            raise UserError(f"No talk matches “{typed}”. Choose one of those offered while you type.")
