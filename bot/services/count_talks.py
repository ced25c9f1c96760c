from bot.domain.imports import ImportPlan, ProgrammePlan
from bot.services.catalog import Catalog
from bot.store import events, sources


async def count_talks_of_source(catalog: Catalog, plan: ImportPlan) -> int:
    """How many talks the catalog has now from the source of the plan."""
    async with catalog.database.reading() as session:
        slug = plan.event.slug if isinstance(plan, ProgrammePlan) else plan.event.event.slug
        event = await events.owned_by_slug(session, slug, plan.guild_id)
        return 0 if event is None else len(await sources.keys(session, event.id, plan.location))
