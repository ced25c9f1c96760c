from bot.domain.missed_questions import MissedQuestion
from bot.services.catalog import Catalog
from bot.store import missed_questions


async def list_missed_questions(
    catalog: Catalog, limit: int, guild_id: int | None = None
) -> tuple[MissedQuestion, ...]:
    """The most asked first: those of one server, or of all."""
    async with catalog.database.reading() as session:
        return await missed_questions.most_asked(session, limit, guild_id)
