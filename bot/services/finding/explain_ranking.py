from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.lookups import TalkSearch
from bot.search.explaining import Explanation, explain
from bot.services.catalog import Catalog
from bot.services.finding.rank_talks import allowed_ids
from bot.store import talks


async def explain_ranking(
    catalog: Catalog, asked: TalkSearch, scope: Scope, limit: int
) -> tuple[tuple[CatalogTalk, Explanation], ...]:
    """The best talks, each with what its score is made of. Deliveries of one talk stand apart."""
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        among = await allowed_ids(session, asked.filter, scope)
        explanations = explain(view.indexes, asked.query, limit=limit, among=among)
        found = await talks.by_ids(session, [one.talk_id for one in explanations], scope)
    entries = {entry.id: entry for entry in found}
    return tuple((entries[one.talk_id], one) for one in explanations if one.talk_id in entries)
