"""A server's settings, one or several at once; the others stay."""

from enum import StrEnum
from typing import Any

from bot.domain.server_settings import ServerSettings
from bot.services.catalog import Catalog
from bot.store import server_settings


class Setting(StrEnum):
    """The values are names of columns."""

    TIME_ZONE = "time_zone"
    LOG_CHANNEL = "log_channel_id"


async def change_settings(
    catalog: Catalog, guild_id: int, *, time_zone: str | None = None, log_channel_id: int | None = None
) -> ServerSettings:
    """`time_zone` is an IANA name. What is None stays as it is."""
    given = {Setting.TIME_ZONE: time_zone, Setting.LOG_CHANNEL: log_channel_id}
    return await _change(catalog, guild_id, {name.value: value for name, value in given.items() if value is not None})


async def reset_setting(catalog: Catalog, guild_id: int, setting: Setting) -> ServerSettings:
    return await _change(catalog, guild_id, {setting.value: None})


async def _change(catalog: Catalog, guild_id: int, columns: dict[str, Any]) -> ServerSettings:
    async with catalog.database.transaction() as session:
        if columns:
            await server_settings.change(session, guild_id, **columns)
        return await server_settings.of_guild(session, guild_id)
