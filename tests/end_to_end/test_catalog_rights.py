"""Whoever does not moderate a server gets nowhere, by whatever way they come."""

import pytest

from bot.sandbox import Message, Permission
from bot.sandbox.people.errors import TypingError
from tests.end_to_end.catalog import button_ids, forges_click, forges_form, imported, preview, schedule, talk, uploads
from tests.end_to_end.conftest import Town

REFUSED = "You need the permission **Manage Server** for this."

COMMANDS = (
    "/catalog import url:https://example.org/plan.json",
    "/catalog edit quiet",
    "/catalog remove talk:quiet",
    "/catalog history",
    "/catalog undo",
    "/catalog follow harbour",
    "/catalog unfollow harbour",
    "/catalog sync harbour",
    "/catalog export harbour format:json",
)


@pytest.fixture
async def harbour(town: Town) -> Message:
    return await imported(town.moderator, town.channel, schedule(talk("Quiet Tides")))


async def test_commands_are_hidden_from_members_and_refused_when_forced(town: Town, harbour: Message) -> None:
    for line in COMMANDS:
        with pytest.raises(TypingError):
            town.maya.types(line, town.channel)
        refused = await town.maya.types(line, town.channel, force=True)
        assert refused.content == REFUSED, line
        assert refused.ephemeral


async def test_completion_offers_nothing_to_members(town: Town, harbour: Message) -> None:
    for line in ("/catalog edit quiet", "/catalog import event:harb"):
        assert await town.maya.completes(line, town.channel, force=True) == []


async def test_commands_are_not_for_direct_messages(town: Town) -> None:
    with pytest.raises(TypingError):
        town.moderator.types("/catalog history", town.moderator.dm)


async def test_no_button_of_a_moderator_works_for_a_member(town: Town, harbour: Message) -> None:
    asked = await preview(uploads(town.moderator, town.channel, schedule(talk("Loud Tides"), name="Other Conf")))
    ids = [
        *button_ids(asked).values(),
        "remove:talk:1",
        "remove:event:2",
        "undo:1",
        "keep",
        "history:1",
        "edit-again:abc",
    ]
    for custom_id in ids:
        refused = await forges_click(town.maya, asked, custom_id)
        assert refused.content == REFUSED, custom_id
    assert "Quiet Tides" in (await town.maya.types("/talk search quiet tides", town.channel)).text
    assert "Loud Tides" not in (await town.maya.types("/talk search loud tides", town.channel)).text


async def test_form_of_a_moderator_is_not_taken_from_a_member(town: Town, harbour: Message) -> None:
    form = await town.moderator.types("/catalog edit quiet tides", town.channel).modal()
    refused = await forges_form(town.maya, town.channel, form.data["custom_id"], title="Mine now")
    assert refused.content == REFUSED
    assert "Mine now" not in (await town.maya.types("/talk search quiet tides", town.channel)).text


async def test_buttons_and_forms_end_with_the_permission(town: Town, harbour: Message) -> None:
    """Opened while it was held, used after it was taken away."""
    question = await town.moderator.types("/catalog remove talk:quiet tides", town.channel)
    form = await town.moderator.types("/catalog edit quiet tides", town.channel).modal()
    role = town.guild.moderator_role()
    town.guild.set_permissions(role, role.permissions & ~Permission.MANAGE_GUILD)
    assert (await town.moderator.clicks(question, "Remove")).content == REFUSED
    assert (await town.moderator.submits(form, {"Title": "Mine now"})).content == REFUSED
    assert "Quiet Tides" in (await town.maya.types("/talk search quiet tides", town.channel)).text


async def test_moderator_of_another_server_cannot_use_what_belongs_here(town: Town, harbour: Message) -> None:
    other = town.discord.add_guild("Elsewhere")
    channel, omar = other.add_channel("talks"), other.add_moderator("Omar")
    here = await preview(uploads(town.moderator, town.channel, schedule(talk("Loud Tides"), name="Other Conf")))
    undo = await town.moderator.types("/catalog undo", town.channel)
    there = await preview(uploads(omar, channel, schedule(talk("Far Tides"), name="Far Conf")))
    for custom_id in [*button_ids(here).values(), button_ids(undo)["Undo"]]:
        refused = await forges_click(omar, there, custom_id)
        assert "already" in refused.content or "meantime" in refused.content, custom_id
    assert "Quiet Tides" not in (await omar.types("/catalog history", channel)).text
    assert "Loud Tides" not in (await omar.types("/talk search loud tides", channel)).text
    assert "2 events" in (await town.maya.types("/event list", town.channel)).text
