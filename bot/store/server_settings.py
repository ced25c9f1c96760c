from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.server_settings import DEFAULT_TIME_ZONE, ServerSettings
from bot.store.settings_tables import ServerSettingsRow
from bot.store.upserting import insert_into


async def of_guild(session: AsyncSession, guild_id: int) -> ServerSettings:
    row = await session.get(ServerSettingsRow, guild_id, populate_existing=True)
    if row is None:
        return ServerSettings(guild_id)
    return ServerSettings(guild_id, row.time_zone or DEFAULT_TIME_ZONE, row.log_channel_id)


async def change(session: AsyncSession, guild_id: int, **columns: Any) -> None:
    """None sets one back; what is not named stays, whoever changes it at the same time."""
    insert = insert_into(session, ServerSettingsRow).values(guild_id=guild_id, **columns)
    await session.execute(insert.on_conflict_do_update(index_elements=["guild_id"], set_=columns))
