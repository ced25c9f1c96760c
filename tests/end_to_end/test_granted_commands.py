"""A server hands moderators' commands out in its Integrations settings, to whom Manage Server is not given."""

import pytest

from bot.sandbox.people.actions import Member
from tests.end_to_end.catalog import imported, preview, schedule, talk, uploads
from tests.end_to_end.conftest import Town

REFUSED = "You need the permission **Manage Server** for this."
PERMISSIONS = "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions"


@pytest.fixture
def nina(town: Town) -> Member:
    return town.guild.add_member("Nina", town.guild.add_role("Helpers"))


def grant(town: Town, nina: Member, command: str) -> None:
    town.guild.allow_command(command, *nina.roles)


async def test_who_is_granted_a_command_may_use_it_and_its_buttons(town: Town, nina: Member) -> None:
    grant(town, nina, "catalog")
    await imported(nina, town.channel, schedule(talk("Quiet Tides"), name="Harbour Conf"))
    assert "Quiet Tides" in (await town.maya.types("/talk search quiet tides", town.channel)).text
    assert [choice["name"] for choice in await nina.completes("/catalog edit quiet", town.channel)] != []


async def test_each_command_is_granted_by_itself(town: Town, nina: Member) -> None:
    grant(town, nina, "announce")
    assert (await nina.types("/catalog history", town.channel, force=True)).content == REFUSED
    assert (await nina.types("/announce list", town.channel)).content != REFUSED


async def test_a_button_is_dead_once_the_grant_is_taken_back(town: Town, nina: Member) -> None:
    grant(town, nina, "catalog")
    asked = await preview(uploads(nina, town.channel, schedule(talk("Quiet Tides"))))
    town.guild.command_grants.clear()
    assert (await nina.clicks(asked, "Apply")).content == REFUSED


async def test_discord_is_asked_once_for_each_act(town: Town, nina: Member) -> None:
    grant(town, nina, "announce")
    await nina.types("/announce once when:in 20 minutes channel:#talks", town.channel).modal()
    assert len(town.discord.requests.of("GET", PERMISSIONS)) == 1
