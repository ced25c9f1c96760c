"""What a server has set; what it never set is as it is by default."""

from bot.domain.server_settings import ServerSettings
from bot.services.catalog import Catalog
from bot.store import server_settings


async def settings_of(catalog: Catalog, guild_id: int) -> ServerSettings:
    async with catalog.database.reading() as session:
        return await server_settings.of_guild(session, guild_id)
