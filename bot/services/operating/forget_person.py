from bot.domain.privacy import KeptAbout, Person
from bot.services.catalog import Catalog
from bot.store import personal


async def kept_about(catalog: Catalog, person: Person) -> KeptAbout:
    """In all servers."""
    async with catalog.database.reading() as session:
        counts = await personal.counts(session, person)
    return KeptAbout(tuple((kept, count) for kept, count in counts.items() if count))


async def forget_person(catalog: Catalog, person: Person) -> KeptAbout:
    """What there was."""
    async with catalog.database.transaction() as session:
        counts = await personal.counts(session, person)
        await personal.forget(session, person)
    return KeptAbout(tuple((kept, count) for kept, count in counts.items() if count))
