from datetime import UTC, datetime

import pytest

from bot.discord_app.wiring import Wiring
from bot.domain.server_settings import ServerSettings
from bot.sandbox import Channel, Permission
from bot.sandbox.people.actions import Member
from bot.services.catalog import Catalog
from bot.services.settings.show_settings import settings_of
from tests.end_to_end.catalog import listed
from tests.end_to_end.conftest import Town

UTC_ZONE = "**UTC, UTC+00:00, now 12:00**\nI read the times that moderators type in it."
DETROIT = "**America/Detroit, UTC-05:00, now 07:00**\nI read the times that moderators type in it."
NO_CHANNEL = "None, so I tell nobody what I could not send. Name one with `/settings set`."
REFUSED = "You need the permission **Manage Server** for this."


@pytest.fixture
def wiring() -> Wiring:
    return Wiring(guild_ready_timeout=0.1, clock=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))


@pytest.fixture
def log(town: Town) -> Channel:
    return town.guild.add_channel("log")


async def shown(town: Town) -> dict[str, str]:
    return listed(await town.moderator.types("/settings show", town.channel))


async def test_server_that_set_nothing_is_told_so(town: Town) -> None:
    reply = await town.moderator.types("/settings show", town.channel)
    assert reply.ephemeral
    assert listed(reply) == {"Time zone": UTC_ZONE, "Log channel": NO_CHANNEL}


async def test_what_is_set_is_shown_and_lasts(town: Town, log: Channel) -> None:
    line = "/settings set timezone:detroit log_channel:#log"
    saved = await town.moderator.types(line, town.channel)
    both = {"Time zone": DETROIT, "Log channel": f"{log.mention}\nI tell there what I could not send."}
    assert saved.ephemeral
    assert saved.content == "Saved."
    assert listed(saved) == both
    await town.restart_bot()
    assert await shown(town) == both


async def test_one_is_set_or_set_back_without_the_other(town: Town, log: Channel) -> None:
    await town.moderator.types("/settings set log_channel:#log", town.channel)
    await town.moderator.types("/settings set timezone:America/Detroit", town.channel)
    back = await town.moderator.types("/settings reset log channel", town.channel)
    assert back.content == "Set back."
    assert listed(back) == {"Time zone": DETROIT, "Log channel": NO_CHANNEL}
    back = await town.moderator.types("/settings reset time zone", town.channel)
    assert listed(back) == {"Time zone": UTC_ZONE, "Log channel": NO_CHANNEL}


async def test_servers_have_settings_of_their_own(town: Town) -> None:
    other = town.discord.add_guild("Elsewhere")
    omar, channel = other.add_moderator("Omar"), other.add_channel("talks")
    await omar.types("/settings set timezone:America/Detroit", channel)
    assert (await shown(town))["Time zone"] == UTC_ZONE


async def test_zones_are_offered_with_what_their_clocks_show(town: Town) -> None:
    (choice,) = await town.moderator.completes("/settings set timezone:detr", town.channel)
    assert choice["value"] == "America/Detroit"
    assert choice["name"].startswith("America/Detroit, UTC-0")
    assert len(await town.moderator.completes("/settings set timezone:a", town.channel)) == 25


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/settings set", "Nothing was named to set: use the option `timezone` or `log_channel`."),
        (
            "/settings set timezone:EST",
            "“EST” is not one time zone. Name one, such as America/New\\_York, America/Toronto, America/Atikokan.",
        ),
        (
            "/settings set timezone:Mars/Base",
            "There is no time zone “Mars/Base”. Give a name such as Europe/Berlin or America/New\\_York.",
        ),
    ],
)
async def test_mistakes_are_explained_and_nothing_is_saved(town: Town, seeded: Catalog, line: str, answer: str) -> None:
    assert (await town.moderator.types(line, town.channel)).content == answer
    assert await settings_of(seeded, town.guild.id) == ServerSettings(town.guild.id)


async def test_log_channel_is_one_in_which_both_may_write(town: Town, log: Channel, seeded: Catalog) -> None:
    log.deny(town.guild.bot, Permission.SEND_MESSAGES)
    line = "/settings set timezone:detroit log_channel:#log"
    refused = await town.moderator.types(line, town.channel)
    assert refused.content == "I lack the permission Send Messages, Embed Links in #log. Nothing was saved."
    log.allow(town.guild.bot, Permission.SEND_MESSAGES)
    log.deny(town.guild.moderator_role(), Permission.SEND_MESSAGES)
    refused = await town.moderator.types(line, town.channel)
    assert refused.content == "You lack the permission Send Messages, Embed Links in #log. Nothing was saved."
    assert await settings_of(seeded, town.guild.id) == ServerSettings(town.guild.id)


async def test_log_channel_that_was_closed_or_deleted_is_told(town: Town, log: Channel) -> None:
    await town.moderator.types("/settings set log_channel:#log", town.channel)
    log.deny(town.guild.bot, Permission.SEND_MESSAGES)
    advice = "so I tell nobody what I could not send. Name another one with `/settings set`."
    closed = f"{log.mention}, but I lack the permission Send Messages, Embed Links there, {advice}"
    assert (await shown(town))["Log channel"] == closed
    town.discord.world.remove_channel(log)
    assert (await shown(town))["Log channel"] == f"It was deleted, {advice}"


async def test_members_are_neither_shown_nor_obeyed(town: Town, log: Channel, seeded: Catalog) -> None:
    for line in ("/settings show", "/settings set timezone:detroit", "/settings reset time zone"):
        assert (await forced(town.maya, line, town.channel)) == REFUSED
    assert await settings_of(seeded, town.guild.id) == ServerSettings(town.guild.id)


async def forced(member: Member, line: str, channel: Channel) -> str:
    """What a changed client can send though the command is hidden."""
    return (await member.types(line, channel, force=True)).content
