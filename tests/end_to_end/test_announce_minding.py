"""Looking after announcements: seen, changed, held back, skipped, sent now, ended."""

import pytest

from bot.discord_app.wiring import Wiring
from bot.sandbox import Message
from tests.end_to_end.announcements import NOW, MovedClock, announcement_id, facts, scheduled, title
from tests.end_to_end.catalog import button_ids
from tests.end_to_end.conftest import Town
from tests.waiting import until

AT = int(NOW.timestamp())
DAILY = "/announce repeat when:2026-11-23 09:00 every:day channel:#talks message:Good morning"
NINE = AT + 21 * 3600


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def wiring(clock: MovedClock) -> Wiring:
    return Wiring(guild_ready_timeout=0.1, clock=clock, poll_seconds=0.05)


@pytest.fixture
async def daily(town: Town) -> str:
    """What a completion puts in for it."""
    await scheduled(town.moderator, town.channel, DAILY)
    return await announcement_id(town.moderator, town.channel)


def sent(town: Town, text: str = "Good morning") -> int:
    return sum(one.content == text and not one.ephemeral for one in town.channel.messages.values())


async def acted(town: Town, act: str, which: str = "good morning") -> Message:
    return await town.moderator.types(f"/announce {act} {which}", town.channel)


async def next_times(town: Town) -> list[str]:
    shown = await acted(town, "show")
    return [line.partition(" · ")[0] for line in facts(shown)["Goes out"].splitlines()]


def nine(*days: int) -> list[str]:
    return [f"<t:{NINE + day * 86400}:f>" for day in days]


async def test_completion_names_them_and_puts_in_an_id(town: Town, daily: str) -> None:
    await scheduled(town.moderator, town.channel, "/announce once when:in 5 minutes channel:#talks message:# Lunch")
    lunch = await announcement_id(town.moderator, town.channel)
    assert await town.moderator.completes("/announce pause ", town.channel) == [
        {"name": "Lunch · Sunday, 22 November 2026, 12:05 UTC", "value": lunch},
        {"name": "Good morning · every day at 09:00 (UTC)", "value": daily},
    ]
    found = await town.moderator.completes("/announce pause every", town.channel)
    assert [choice["value"] for choice in found] == [daily]


async def test_list_has_pages_and_opens_one(town: Town) -> None:
    for number in range(10):
        await scheduled(town.moderator, town.channel, f"{DAILY} {number}")
    listed = await town.moderator.types("/announce list", town.channel)
    assert title(listed) == "10 announcements"
    lines = listed.embeds[0]["description"].splitlines()
    assert lines[:3] == [
        f"**Good morning 9** · <#{town.channel.id}>",
        "every day at 09:00 (UTC)",
        f"next <t:{NINE}:f>, <t:{NINE}:R>",
    ]
    older = await town.moderator.clicks(listed, "Older ▶")
    assert "Good morning 0" in older.text
    assert "Good morning 9" not in older.text
    assert older.embeds[0]["footer"]["text"] == "Page 2 of 2"
    await town.restart_bot()
    opened = await town.moderator.chooses(older, "Good morning 1")
    assert opened.content == "Good morning 1"
    assert list(button_ids(opened)) == ["Edit", "Pause", "Skip the next", "Send now", "Cancel it"]


@pytest.mark.usefixtures("daily")
async def test_paused_sends_nothing_and_resumed_floods_nothing(town: Town, clock: MovedClock) -> None:
    assert (await acted(town, "pause")).content == "**Paused.** Nothing of it goes out before `/announce resume`."
    assert (await acted(town, "pause")).content == "This announcement is paused."
    clock.move(days=3)
    resumed = await acted(town, "resume")
    assert resumed.content == "**Resumed.** What would have gone out in the meantime does not."
    assert await next_times(town) == nine(3, 4, 5, 6, 7)
    clock.move(hours=21)
    await town.discord.until(lambda: sent(town) == 1)
    await town.restart_bot()
    assert await next_times(town) == nine(4, 5, 6, 7, 8)
    assert sent(town) == 1


@pytest.mark.usefixtures("daily")
async def test_next_one_is_skipped(town: Town, clock: MovedClock) -> None:
    skipped = await acted(town, "skip")
    assert skipped.content == f"**Skipped:** nothing goes out <t:{NINE}:F>."
    assert await next_times(town) == nine(1, 2, 3, 4, 5)
    assert facts(await acted(town, "show"))["Lately"] == f"<t:{NINE}:f> · skipped"
    clock.move(days=1, hours=21)
    await town.discord.until(lambda: sent(town) == 1)


async def test_cancelling_asks_first(town: Town, daily: str) -> None:
    asked = await acted(town, "cancel")
    assert asked.content.startswith("Cancel **Good morning** for good?")
    kept = await town.moderator.clicks(asked, "Keep")
    assert title(kept) == "Scheduled"
    gone = await town.moderator.clicks(await acted(town, "cancel"), "Cancel it")
    assert title(gone) == "Cancelled"
    assert button_ids(gone) == {}
    assert title(await town.moderator.types("/announce list", town.channel)) == "Nothing is scheduled"
    assert (await acted(town, "resume", daily)).content == "This announcement was cancelled."


@pytest.mark.usefixtures("daily")
async def test_sent_now_beside_its_schedule(town: Town) -> None:
    assert (await acted(town, "send-now")).content == "**On its way.** What was scheduled stays as it is."
    await town.discord.until(lambda: sent(town) == 1)
    await town.restart_bot()
    assert await next_times(town) == nine(0, 1, 2, 3, 4)


@pytest.mark.usefixtures("daily")
async def test_two_clicks_in_a_row_send_it_once(town: Town) -> None:
    shown = await acted(town, "show")
    first, second = town.moderator.clicks(shown, "Send now"), town.moderator.clicks(shown, "Send now")
    await first
    again = await second
    await town.discord.until(lambda: sent(town) == 1)
    await town.restart_bot()
    assert sent(town) == 1
    await town.moderator.clicks(again, "Send now")
    await town.discord.until(lambda: sent(town) == 2)


@pytest.mark.usefixtures("daily")
async def test_test_shows_the_very_message_to_oneself(town: Town) -> None:
    tested = await acted(town, "test")
    assert tested.content == "Good morning"
    assert tested.ephemeral
    assert tested.components == []
    assert sent(town) == 0


@pytest.mark.usefixtures("daily")
async def test_buttons_do_what_the_commands_do(town: Town) -> None:
    shown = await acted(town, "show")
    await town.restart_bot()
    paused = await town.moderator.clicks(shown, "Pause")
    assert title(paused) == "Paused"
    assert list(button_ids(paused)) == ["Edit", "Resume", "Skip the next", "Send now", "Cancel it"]
    resumed = await town.moderator.clicks(paused, "Resume")
    assert title(resumed) == "Scheduled"
    skipped = await town.moderator.clicks(resumed, "Skip the next")
    assert "Skipped" in skipped.embeds[-1]["description"]
    asked = await town.moderator.clicks(skipped, "Cancel it")
    assert title(await town.moderator.clicks(asked, "Cancel it")) == "Cancelled"


@pytest.mark.usefixtures("daily")
async def test_edit_shows_the_change_before_it_is_saved(town: Town, clock: MovedClock) -> None:
    docks = town.guild.add_channel("docks")
    form = await town.moderator.types("/announce edit good morning channel:#docks", town.channel).modal()
    assert {field.label: field.value for field in form.fields} == {
        "Message": "Good morning",
        "First time": "2026-11-23 09:00",
        "Every": "every day",
        "Ping": "",
        "Grace": "15",
    }
    preview = await town.moderator.submits(form, {"Message": "Good day", "Every": "weekdays"})
    assert title(preview) == "Preview: not saved yet"
    assert facts(preview)["Where"] == f"<#{docks.id}>"
    assert facts(await acted(town, "show"))["When"] == "every day at 09:00 (UTC)"
    await town.restart_bot()
    saved = await town.moderator.clicks(preview, "Save")
    assert saved.content.startswith("**Scheduled.**")
    clock.move(hours=21)
    await docks.message(lambda message: message.content == "Good day")
    assert sent(town) == 0
    assert (await acted(town, "show", "good day")).content == "Good day"


async def test_text_alone_changes_none_of_the_times(town: Town, daily: str, clock: MovedClock) -> None:
    clock.move(days=2)
    form = await town.moderator.types(f"/announce edit {daily}", town.channel).modal()
    preview = await town.moderator.submits(form, {"Message": "Good day"})
    await town.moderator.clicks(preview, "Save")
    assert facts(await acted(town, "show", daily))["When"] == "every day at 09:00 (UTC)"

    async def missed_ones_are_over() -> bool:
        return facts(await acted(town, "show", daily))["Goes out"].startswith(nine(2)[0])

    await until(missed_ones_are_over)


async def test_of_two_who_edit_at_once_the_second_gets_theirs_back(town: Town, daily: str) -> None:
    ben = town.guild.add_moderator("Ben")
    form = await town.moderator.types("/announce edit good morning", town.channel).modal()
    other = await ben.types("/announce edit good morning", town.channel).modal()
    late = await town.moderator.submits(form, {"Message": "Mine"})
    await ben.clicks(await ben.submits(other, {"Message": "Bens"}), "Save")
    returned = await town.moderator.clicks(late, "Save")
    assert returned.content.startswith("The announcement was changed while you wrote.")
    assert returned.embeds[0]["description"] == "Bens"
    assert (await acted(town, "show", daily)).content == "Bens"
    form = await town.moderator.clicks(returned, "Edit again").modal()
    assert {field.label: field.value for field in form.fields}["Message"] == "Mine"
    await town.moderator.clicks(await town.moderator.submits(form, {}), "Save")
    assert (await acted(town, "show", daily)).content == "Mine"


async def test_preview_that_is_edited_is_still_of_what_was_seen(town: Town, daily: str) -> None:
    form = await town.moderator.types(f"/announce edit {daily}", town.channel).modal()
    mine = await town.moderator.submits(form, {"Message": "Mine"})
    ben = town.guild.add_moderator("Ben")
    other = await ben.types(f"/announce edit {daily}", town.channel).modal()
    await ben.clicks(await ben.submits(other, {"Message": "Bens"}), "Save")
    form = await town.moderator.clicks(mine, "Edit").modal()
    returned = await town.moderator.submits(form, {"Message": "Mine again"})
    assert returned.content.startswith("The announcement was changed while you wrote.")
    assert (await acted(town, "show", daily)).content == "Bens"


async def test_what_was_cancelled_has_no_form(town: Town, daily: str) -> None:
    await town.moderator.clicks(await acted(town, "cancel"), "Cancel it")
    refused = await town.moderator.types(f"/announce edit {daily}", town.channel)
    assert refused.content == "This announcement was cancelled."


async def test_pausing_is_no_change_to_a_form(town: Town, daily: str) -> None:
    form = await town.moderator.types("/announce edit good morning", town.channel).modal()
    await acted(town, "pause")
    preview = await town.moderator.submits(form, {"Message": "Good day"})
    saved = await town.moderator.clicks(preview, "Save")
    assert saved.content.startswith("**Saved.** It is paused")
    assert title(await acted(town, "show", daily)) == "Paused"


async def test_name_that_fits_several_is_asked_for_more(town: Town) -> None:
    for number in range(2):
        await scheduled(town.moderator, town.channel, f"{DAILY} {number}")
    assert (await acted(town, "pause")).content.startswith("Several announcements are called “good morning”.")
    assert (await acted(town, "pause", "lunch")).content.startswith("No announcement is called “lunch”.")


@pytest.mark.parametrize("typed", ["№ {}", "№{}", "#{}", "{}"])
async def test_number_by_which_the_log_channel_names_it_is_taken(town: Town, daily: str, typed: str) -> None:
    await scheduled(town.moderator, town.channel, DAILY)
    number = daily.removeprefix("id:")
    assert title(await acted(town, "show", typed.format(number))) == "Scheduled"
    assert (await acted(town, "show", typed.format(99))).content.startswith("No announcement is called")
