"""Nobody posts or pings through the bot where they may not themselves, and no server reaches another's messages."""

import pytest

from bot.discord_app.wiring import Wiring
from bot.sandbox import Message, Permission
from bot.sandbox.people.errors import TypingError
from tests.end_to_end.announcements import MovedClock, announcement_id, facts, scheduled, title
from tests.end_to_end.catalog import button_ids, forges_click, forges_form
from tests.end_to_end.conftest import Town

REFUSED = "You need the permission **Manage Server** for this."
HELLO = "/announce once when:in 5 minutes message:Hello channel:"

COMMANDS = (
    "/announce once when:9:00 channel:#talks message:Hello",
    "/announce repeat when:9:00 every:day channel:#talks message:Hello",
    "/announce talks event:kubecon minutes:5 channel:#talks",
    "/announce list",
    "/announce show id:1",
    "/announce edit id:1",
    "/announce pause id:1",
    "/announce resume id:1",
    "/announce skip id:1",
    "/announce cancel id:1",
    "/announce send-now id:1",
    "/announce test id:1",
)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def wiring(clock: MovedClock) -> Wiring:
    return Wiring(guild_ready_timeout=0.1, clock=clock, poll_seconds=0.05)


@pytest.fixture
async def preview(town: Town) -> Message:
    return await town.moderator.types(f"{HELLO}#talks", town.channel)


async def test_commands_are_hidden_from_members_and_refused_when_forced(town: Town) -> None:
    for line in COMMANDS:
        with pytest.raises(TypingError):
            town.maya.types(line, town.channel)
        refused = await town.maya.types(line, town.channel, force=True)
        assert refused.content == REFUSED, line
        assert refused.ephemeral


async def test_completion_offers_nothing_to_members(town: Town) -> None:
    await scheduled(town.moderator, town.channel, f"{HELLO}#talks")
    for line in ("/announce show hel", "/announce once when:9:00", "/announce once mention:every"):
        assert await town.maya.completes(line, town.channel, force=True) == []


async def test_buttons_and_forms_ask_for_the_right_again(town: Town, preview: Message) -> None:
    form = await town.moderator.clicks(preview, "Edit").modal()
    await scheduled(town.moderator, town.channel, f"{HELLO}#talks")
    shown = await town.moderator.types("/announce show hello", town.channel)
    listed = await town.moderator.types("/announce list", town.channel)
    town.guild.set_permissions(town.guild.moderator_role(), 0)
    for message in (preview, shown):
        for custom_id in button_ids(message).values():
            assert (await forges_click(town.moderator, message, custom_id)).content == REFUSED, custom_id
    assert (await forges_click(town.moderator, preview, "announcements:0")).content == REFUSED
    assert (await town.moderator.chooses(listed, "Hello")).content == REFUSED
    assert (await town.moderator.submits(form, {"Message": "Mine"})).content == REFUSED


async def test_what_is_missing_is_named_before_anything_is_saved(town: Town) -> None:
    secret = town.guild.add_channel("secret")
    secret.deny(town.guild.bot, Permission.SEND_MESSAGES | Permission.READ_MESSAGE_HISTORY)
    secret.deny(town.moderator, Permission.EMBED_LINKS)
    refused = await town.moderator.types(f"{HELLO}#secret", town.channel)
    assert refused.content.splitlines() == [
        "I lack the permission Send Messages, Read Message History in #secret.",
        "You lack the permission Embed Links in #secret.",
        "Nothing was saved.",
    ]
    assert "Schedule" not in button_ids(refused)
    assert title(await town.moderator.types("/announce list", town.channel)) == "Nothing is scheduled"


async def test_right_that_is_lost_after_the_preview_is_missed_at_the_click(town: Town, preview: Message) -> None:
    town.channel.deny(town.moderator, Permission.SEND_MESSAGES)
    refused = await town.moderator.clicks(preview, "Schedule")
    assert refused.content.startswith("You lack the permission Send Messages in #talks.")
    assert title(await town.moderator.types("/announce list", town.channel)) == "Nothing is scheduled"


@pytest.mark.parametrize("act", ["resume", "send-now"])
async def test_who_may_no_longer_post_lets_nothing_go_out(town: Town, act: str) -> None:
    await scheduled(town.moderator, town.channel, f"{HELLO}#talks")
    if act == "resume":
        await town.moderator.types("/announce pause hello", town.channel)
    town.channel.deny(town.moderator, Permission.SEND_MESSAGES)
    refused = await town.moderator.types(f"/announce {act} hello", town.channel)
    assert refused.content.startswith("You lack the permission Send Messages in #talks.")
    assert (await town.moderator.types("/announce cancel hello", town.channel)).content.startswith("Cancel **Hello**")


@pytest.mark.parametrize("who", ["everyone", "here", "Sailors"])
async def test_ping_needs_the_right_to_ping(town: Town, who: str) -> None:
    town.guild.add_role("Sailors")
    ben = town.guild.add_member("Ben", town.guild.add_role("Helpers", Permission.MANAGE_GUILD))
    refused = await ben.types(f"{HELLO}#talks mention:{who}", town.channel)
    assert refused.content.splitlines() == [
        "I lack the permission Mention Everyone in #talks.",
        "You lack the permission Mention Everyone in #talks.",
        "Nothing was saved.",
    ]


async def test_role_that_everybody_may_ping_needs_no_right(town: Town) -> None:
    sailors = town.guild.add_role("Sailors", mentionable=True)
    ben = town.guild.add_member("Ben", town.guild.add_role("Helpers", Permission.MANAGE_GUILD))
    preview = await ben.types(f"{HELLO}#talks mention:sailors", town.channel)
    assert preview.content == f"{sailors.mention} Hello"
    assert facts(preview)["Pings"] == f"{sailors.mention}: 0 members"


async def test_only_the_chosen_ping_fires(town: Town, clock: MovedClock) -> None:
    town.guild.set_permissions(town.guild.everyone, town.guild.everyone.permissions | Permission.MENTION_EVERYONE)
    sailors, cooks = town.guild.add_role("Sailors", mentionable=True), town.guild.add_role("Cooks", mentionable=True)
    text = f"@everyone @here {cooks.mention} {town.maya.mention} come"
    line = f"/announce once when:in 5 minutes channel:#talks mention:sailors message:{text}"
    preview = await town.moderator.types(line, town.channel)
    assert (preview.pings.everyone, preview.pings.role_ids, preview.pings.users) == (False, [], [])
    assert "pings nobody" not in str(preview.embeds[-1])
    await town.moderator.clicks(preview, "Schedule")
    tested = await town.moderator.types("/announce test come", town.channel)
    assert (tested.pings.everyone, tested.pings.role_ids, tested.pings.users) == (False, [], [])
    clock.move(minutes=5)
    sent = await town.channel.message(lambda message: not message.ephemeral and message.author.is_bot)
    assert (sent.pings.everyone, sent.pings.role_ids, sent.pings.users) == (False, [sailors.id], [])


async def test_unchosen_ping_in_the_text_is_pointed_out(town: Town) -> None:
    preview = await town.moderator.types(
        "/announce once when:in 5 minutes channel:#talks message:Hey @everyone", town.channel
    )
    assert "pings nobody" in preview.embeds[-1]["footer"]["text"]


async def test_everyone_is_counted(town: Town) -> None:
    town.guild.set_permissions(town.guild.everyone, town.guild.everyone.permissions | Permission.MENTION_EVERYONE)
    everyone = await town.moderator.types(f"{HELLO}#talks mention:everyone", town.channel)
    assert facts(everyone)["Pings"] == f"@everyone: {len(town.guild.members)} members"
    here = await town.moderator.types(f"{HELLO}#talks mention:@here", town.channel)
    assert facts(here)["Pings"] == f"@here: whoever of {len(town.guild.members)} members is online then"


async def test_people_behind_a_role_are_counted_where_discord_tells(town: Town) -> None:
    sailors = town.guild.add_role("Sailors", mentionable=True)
    for name in ("Ada", "Ben"):
        town.guild.add_member(name, sailors)
    line = f"{HELLO}#talks mention:sailors"
    assert facts(await town.moderator.types(line, town.channel))["Pings"] == f"{sailors.mention}: 2 members"
    town.discord.faults.delay("GET", "*/member-counts", 1.2)
    assert facts(await town.moderator.types(line, town.channel))["Pings"] == f"{sailors.mention}: 2 members"
    town.discord.faults.clear()
    town.discord.faults.answer("GET", "*/member-counts", 403)
    assert facts(await town.moderator.types(line, town.channel))["Pings"] == sailors.mention


async def test_role_that_is_gone_is_not_scheduled_to_be_pinged(town: Town) -> None:
    sailors = town.guild.add_role("Sailors", mentionable=True)
    preview = await town.moderator.types(f"{HELLO}#talks mention:sailors", town.channel)
    del town.guild.roles[sailors.id]
    await town.restart_bot()
    refused = await town.moderator.clicks(preview, "Schedule")
    assert refused.content == "The role that it pings is gone. Mention another one, or nobody."


async def test_thread_needs_the_right_to_write_in_threads(town: Town) -> None:
    thread = town.moderator.opens_thread(town.channel, "Day 1")
    preview = await town.moderator.types(f"{HELLO}{thread.id}", town.channel)
    assert facts(preview)["Where"] == f"<#{thread.id}>"
    town.channel.deny(town.moderator, Permission.SEND_MESSAGES_IN_THREADS)
    refused = await town.moderator.clicks(preview, "Schedule")
    assert refused.content.startswith("You lack the permission Send Messages in Threads in #Day 1.")


async def test_another_servers_announcement_is_out_of_reach(town: Town, preview: Message) -> None:
    await scheduled(town.moderator, town.channel, f"{HELLO}#talks")
    which = await announcement_id(town.moderator, town.channel)
    shown = await town.moderator.types(f"/announce show {which}", town.channel)
    elsewhere = town.discord.add_guild("Far Away")
    channel = elsewhere.add_channel("talks")
    omar = elsewhere.add_moderator("Omar")
    await town.discord.synced("announce")
    for line in COMMANDS[4:]:
        refused = await omar.types(line.replace("id:1", which), channel)
        assert refused.content == "There is no such announcement. `/announce list` shows those that there are.", line
    there = await omar.types(f"{HELLO}#talks", channel)
    for custom_id in [*button_ids(shown).values(), f"announcement:cancel-for-good:{which.removeprefix('id:')}"]:
        refused = await forges_click(omar, there, custom_id)
        assert "no such announcement" in refused.content, custom_id
    for custom_id in button_ids(preview).values():
        assert "already, or is older" in (await forges_click(omar, there, custom_id)).content, custom_id
    token = button_ids(preview)["Edit"].removeprefix("write:")
    stolen = await forges_form(omar, channel, f"write-announcement:{token}", text="Mine")
    assert "already, or is older" in stolen.content
    assert await omar.completes("/announce show ", channel) == []
    assert title(await town.moderator.types("/announce list", town.channel)) == "1 announcement"


async def test_channel_of_another_server_is_no_room_for_talks(town: Town) -> None:
    channel = town.discord.add_guild("Far Away").add_channel("far")
    line = f"/announce talks event:kubecon minutes:5 channel:#talks rooms:Ballroom A: <#{channel.id}>"
    refused = await town.moderator.types(line, town.channel)
    assert "Schedule" not in button_ids(refused)
