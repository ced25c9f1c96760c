from bot.domain.fellows import Hearer
from bot.services.catalog import Catalog
from bot.store.fellows import Fellows


def join_fellows(catalog: Catalog, hearer: Hearer) -> Fellows:
    """The other processes on the same database."""
    return Fellows(catalog.database, hearer)
