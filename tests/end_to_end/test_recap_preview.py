"""A preview says who would be pinged, and keeps that over its pages, styles, a restart, and to the click that posts."""

from bot.sandbox import Permission
from tests.end_to_end.conftest import Town
from tests.end_to_end.recaps import own


async def test_preview_says_who_would_be_pinged_and_pings_them_at_the_click(town: Town) -> None:
    role = town.guild.add_role("Readers", mentionable=True)
    town.guild.add_member("Robin", role)
    shown = await town.moderator.types("/recap preview kubecon mention:Readers", town.channel)
    assert shown.content.splitlines()[0] == f"**Preview: message 1 of 1** (full). Pings <@&{role.id}>: 1 member."
    assert shown.pings.role_ids == []
    threads = await town.moderator.chooses(shown, "Threads").until(lambda one: "(threads)" in one.content)
    assert threads.content.splitlines()[0] == f"**Preview: message 1 of 10** (threads). Pings <@&{role.id}>: 1 member."
    second = await town.moderator.clicks(threads, "▶").until(lambda one: "message 2" in one.content)
    assert f"Pings <@&{role.id}>: 1 member." in second.content
    await town.restart_bot()
    await town.moderator.clicks(second, "Post").until(lambda one: "Posted" in one.content)
    assert own(town.channel)[0].pings.role_ids == [role.id]


async def test_right_to_ping_that_went_after_the_preview_is_asked_for_at_the_click(town: Town) -> None:
    town.channel.allow(town.guild.everyone, Permission.MENTION_EVERYONE)
    shown = await town.moderator.types("/recap preview kubecon mention:everyone", town.channel)
    assert "Pings @everyone" in shown.content
    town.channel.deny(town.guild.moderator_role(), Permission.MENTION_EVERYONE)
    refused = await town.moderator.clicks(shown, "Post").until(lambda one: "lack" in one.content)
    assert "You lack the permission Mention Everyone in #talks." in refused.content
    assert own(town.channel) == []


async def test_schedule_keeps_whom_the_preview_would_ping(town: Town) -> None:
    role = town.guild.add_role("Readers", mentionable=True)
    shown = await town.moderator.types("/recap preview kubecon mention:Readers", town.channel)
    form = await town.moderator.clicks(shown, "Schedule").modal()
    planned = await town.moderator.submits(form, {"When": "in 3 hours"})
    assert f"<@&{role.id}>" in str(planned.embeds)
