from bot.domain.answers import NoTalks, OneTalk, TalkAnswer
from bot.domain.catalog import Scope
from bot.domain.lookups import TalkCard, TalkSearch
from bot.services.catalog import Catalog
from bot.services.finding.find_talks import find_talks
from bot.services.finding.similar_talks import similar_talks
from bot.services.references import id_in


async def show_talk(catalog: Catalog, asked: str, scope: Scope) -> TalkAnswer:
    match talk_lookup(asked):
        case TalkCard() as card:
            return await open_talk(catalog, card, scope)
        case TalkSearch() as search:
            return await find_talks(catalog, search, scope)


def talk_lookup(asked: str) -> TalkCard | TalkSearch:
    """By what a completion put in, or by anything typed that a search understands."""
    talk_id = id_in(asked)
    return TalkSearch(asked) if talk_id is None else TalkCard(talk_id)


async def open_talk(catalog: Catalog, asked: TalkCard, scope: Scope) -> TalkAnswer:
    """NoTalks where the talk was removed meanwhile, or belongs to another server."""
    found = await catalog.known_talks.by_ids([asked.talk_id], scope)
    if not found:
        return NoTalks(lookup=asked)
    alike = await similar_talks(catalog, asked.talk_id, scope)
    return OneTalk(lookup=asked, talk=found[0], similar=alike)
