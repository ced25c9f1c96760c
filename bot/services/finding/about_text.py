from bot.domain.catalog import Scope
from bot.domain.lookups import TalkSearch
from bot.search.keywords import keywords
from bot.services.catalog import Catalog
from bot.services.finding.keep_lookup import room_in_a_button


async def about_text(catalog: Catalog, text: str, scope: Scope) -> TalkSearch:
    """The search for what somebody wrote to others: by so few of its words that the buttons hold them themselves, and
    nothing of it is kept in the database.
    """
    longest = room_in_a_button(TalkSearch(""))
    view = await catalog.live_index.look(scope)
    return TalkSearch(keywords(view.indexes, text, longest) or text[:longest])
