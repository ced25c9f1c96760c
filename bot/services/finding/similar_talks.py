from bot.domain.catalog import CatalogTalk, Scope
from bot.search.similar import similar
from bot.services.catalog import Catalog

_MOST = 5


async def similar_talks(catalog: Catalog, talk_id: int, scope: Scope) -> tuple[CatalogTalk, ...]:
    """Talks on the same matter, the most alike first; other deliveries of the same talk are not among them."""
    view = await catalog.live_index.look(scope)
    return await catalog.known_talks.by_ids(similar(view.indexes, talk_id, limit=_MOST), scope)
