import asyncio

from bot.domain.server_settings import ServerSettings
from bot.services.catalog import Catalog
from bot.services.settings.change_settings import Setting, change_settings, reset_setting
from bot.services.settings.show_settings import settings_of

# As large as Discord's ids can be.
GUILD = 2**63 - 1
CHANNEL = 2**63 - 2


async def test_server_that_set_nothing_has_the_defaults(catalog: Catalog) -> None:
    assert await settings_of(catalog, GUILD) == ServerSettings(GUILD, time_zone="UTC", log_channel_id=None)


async def test_what_is_not_named_stays(catalog: Catalog) -> None:
    await change_settings(catalog, GUILD, time_zone="America/Detroit")
    await change_settings(catalog, 7, time_zone="Europe/Berlin")
    both = ServerSettings(GUILD, "America/Detroit", CHANNEL)
    assert await change_settings(catalog, GUILD, log_channel_id=CHANNEL) == both
    assert await change_settings(catalog, GUILD) == both
    assert await settings_of(catalog, GUILD) == both


async def test_each_is_set_back_alone(catalog: Catalog) -> None:
    await change_settings(catalog, GUILD, time_zone="America/Detroit", log_channel_id=CHANNEL)
    assert await reset_setting(catalog, GUILD, Setting.LOG_CHANNEL) == ServerSettings(GUILD, "America/Detroit")
    assert await reset_setting(catalog, GUILD, Setting.TIME_ZONE) == ServerSettings(GUILD)


async def test_two_who_set_different_things_at_once_both_do(catalog: Catalog) -> None:
    await asyncio.gather(
        change_settings(catalog, GUILD, time_zone="America/Detroit"),
        change_settings(catalog, GUILD, log_channel_id=CHANNEL),
    )
    assert await settings_of(catalog, GUILD) == ServerSettings(GUILD, "America/Detroit", CHANNEL)
