from bot.domain.answers import NoTalks, OneTalk, TalkPage
from bot.domain.catalog import Scope
from bot.domain.event_recaps import Recap
from bot.domain.filters import TalkFilter
from bot.domain.lookups import TalkSearch
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.finding.find_talks import find_talks
from bot.services.references import id_in


async def recap_talk_meant(catalog: Catalog, recap: Recap, typed: str, scope: Scope) -> int:
    """The id of a talk of the recap's event. Raise UserError where none is meant, or several could be."""
    talk_id = id_in(typed)
    if talk_id is not None:
        return talk_id
    match await find_talks(catalog, TalkSearch(typed, TalkFilter(event_id=recap.event.id)), scope):
        case OneTalk(talk=entry):
            return entry.id
        case TalkPage():
            raise UserError(f"“{typed}” could be several talks. Choose one of those offered while you type.")
        case NoTalks():
            raise UserError(f"No talk of this event matches “{typed}”.")
