from bot.domain.imports import ImportPlan, ProgrammePlan
from bot.services.catalog import Catalog
from bot.store import events, sources


async def count_talks_of_source(catalog: Catalog, plan: ImportPlan) -> int:
    """How many talks the catalog has now from the source of the plan."""
    async with catalog.database.reading() as session:
        slug = plan.event.slug if isinstance(plan, ProgrammePlan) else plan.event.event.slug
        event = await events.owned_by_slug(session, slug, plan.guild_id)
    return 0 if event is None else await count_talks_at(catalog, event.id, plan.location)


async def count_talks_at(catalog: Catalog, event_id: int, location: str) -> int:
    """How many of the event's talks come from the source there."""
    async with catalog.database.reading() as session:
        return len((await sources.keys_of_event(session, event_id)).get(location, {}))


async def count_talks_of_event(catalog: Catalog, event_id: int) -> int:
    async with catalog.database.reading() as session:
        return (await events.talk_counts(session, [event_id])).get(event_id, 0)
