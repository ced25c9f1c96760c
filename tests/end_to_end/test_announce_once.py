"""A moderator schedules a message: asked for, shown as it will be, scheduled at a click, sent on time."""

from datetime import datetime

import pytest

from bot.discord_app.wiring import Wiring
from bot.sandbox.world.channels import ChannelKind
from bot.services.catalog import Catalog
from tests.end_to_end.announcements import NOW, MovedClock, facts, harbour_conf, scheduled, title
from tests.end_to_end.catalog import button_ids
from tests.end_to_end.conftest import Town

HELLO = "/announce once when:2026-12-01 09:00 channel:#talks"


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def wiring(clock: MovedClock) -> Wiring:
    return Wiring(guild_ready_timeout=0.1, clock=clock, poll_seconds=0.05)


async def test_preview_shows_the_message_and_all_that_is_promised(town: Town) -> None:
    preview = await town.moderator.types(f"{HELLO} message:**Doors** open now", town.channel)
    assert preview.ephemeral
    assert preview.content == "**Doors** open now"
    assert title(preview) == "Preview: not scheduled yet"
    assert facts(preview) == {
        "Where": f"<#{town.channel.id}>",
        "When": "Tuesday, 1 December 2026, 09:00 UTC",
        "Goes out": "<t:1796115600:f> · Tue 09:00 UTC",
        "Pings": "nobody",
        "Grace": "15 min",
    }
    assert list(button_ids(preview)) == ["Schedule", "Edit", "Cancel"]


async def test_scheduled_message_goes_out_once_and_on_time(town: Town, clock: MovedClock) -> None:
    done = await scheduled(town.moderator, town.channel, f"{HELLO} message:Doors open")
    assert done.content == (f"**Scheduled.** It goes out in <#{town.channel.id}> <t:1796115600:F> (<t:1796115600:R>).")
    assert done.ephemeral
    assert button_ids(done) == {}
    clock.now = datetime.fromisoformat("2026-12-01T09:00:00+00:00")
    sent = await town.channel.message(lambda message: message.content == "Doors open")
    assert not sent.ephemeral
    await town.restart_bot()
    shown = await town.moderator.types("/announce list", town.channel)
    assert title(shown) == "Nothing is scheduled"


async def test_message_that_is_not_given_is_written_in_a_form(town: Town) -> None:
    form = await town.moderator.types(HELLO, town.channel).modal()
    assert {field.label: field.value for field in form.fields} == {
        "Message": "",
        "When": "2026-12-01 09:00",
        "Ping": "",
        "Grace": "15",
    }
    preview = await town.moderator.submits(form, {"Message": "Doors open"})
    assert preview.content == "Doors open"
    assert title(preview) == "Preview: not scheduled yet"


@pytest.mark.parametrize("restarted", [False, True])
async def test_preview_is_edited_in_place_and_then_scheduled(town: Town, *, restarted: bool) -> None:
    preview = await town.moderator.types(f"{HELLO} message:Doors open", town.channel)
    if restarted:
        await town.restart_bot()
    form = await town.moderator.clicks(preview, "Edit").modal()
    if restarted:
        await town.restart_bot()
    edited = await town.moderator.submits(form, {"Message": "Doors shut", "When": "2026-12-02 10:00", "Grace": "30"})
    assert edited.id == preview.id
    assert edited.content == "Doors shut"
    assert facts(edited)["When"] == "Wednesday, 2 December 2026, 10:00 UTC"
    assert facts(edited)["Grace"] == "30 min"
    if restarted:
        await town.restart_bot()
    done = await town.moderator.clicks(edited, "Schedule")
    assert done.content.startswith("**Scheduled.**")
    shown = await town.moderator.types("/announce show doors", town.channel)
    assert shown.content == "Doors shut"


async def test_second_click_schedules_nothing_more(town: Town) -> None:
    preview = await town.moderator.types(f"{HELLO} message:Doors open", town.channel)
    first, second = town.moderator.clicks(preview, "Schedule"), town.moderator.clicks(preview, "Schedule")
    said = sorted([(await first).content, (await second).content])
    assert said[0].startswith("**Scheduled.**")
    assert said[1].startswith("This was scheduled or dropped already")
    assert len(await town.moderator.completes("/announce show ", town.channel)) == 1


async def test_dropped_preview_schedules_nothing(town: Town) -> None:
    preview = await town.moderator.types(f"{HELLO} message:Doors open", town.channel)
    dropped = await town.moderator.clicks(preview, "Cancel")
    assert dropped.content == "Dropped: nothing was saved."
    assert await town.moderator.completes("/announce show ", town.channel) == []


async def test_talk_stands_beneath_and_fills_the_placeholders(town: Town, seeded: Catalog) -> None:
    await harbour_conf(seeded)
    line = f"{HELLO} message:Do not miss {{talk.title}} at {{event.name}}: {{talk.start}} talk:quiet tides"
    preview = await town.moderator.types(line, town.channel)
    assert preview.content == "Do not miss Quiet Tides at Harbour Conf: <t:1795435200:F>"
    assert [embed.get("title") for embed in preview.embeds] == ["Quiet Tides", "Preview: not scheduled yet"]


async def test_unknown_placeholder_is_given_back_with_the_known_ones(town: Town) -> None:
    returned = await town.moderator.types(f"{HELLO} message:Hello {{talk.__class__}}", town.channel)
    assert "There is no placeholder `{talk.__class__}`" in returned.content
    form = await town.moderator.clicks(returned, "Edit again").modal()
    assert {field.label: field.value for field in form.fields}["Message"] == "Hello {talk.__class__}"
    preview = await town.moderator.submits(form, {"Message": "Hello {braces"})
    assert preview.content == "Hello {braces"


async def test_time_that_could_be_several_is_asked_back(town: Town) -> None:
    asked = await town.moderator.types("/announce once when:9 channel:#talks message:Hello", town.channel)
    choices = [label for label in button_ids(asked) if label not in {"Another time", "Cancel"}]
    assert len(choices) == 2, asked.text
    preview = await town.moderator.clicks(asked, choices[0])
    assert facts(preview)["When"] == choices[0]


async def test_time_that_has_passed_is_asked_back(town: Town) -> None:
    asked = await town.moderator.types(
        "/announce once when:2026-11-01 09:00 channel:#talks message:Hello", town.channel
    )
    assert "Schedule" not in button_ids(asked)
    form = await town.moderator.clicks(asked, "Another time").modal()
    preview = await town.moderator.submits(form, {"When": "in 20 minutes"})
    assert facts(preview)["When"] == "Sunday, 22 November 2026, 12:20 UTC"


async def test_doubtful_time_is_asked_before_the_message(town: Town) -> None:
    asked = await town.moderator.types("/announce once when:9 channel:#talks", town.channel)
    first = next(iter(button_ids(asked)))
    form = await town.moderator.clicks(asked, first).modal()
    preview = await town.moderator.submits(form, {"Message": "Hello"})
    assert facts(preview)["When"] == first


async def test_wait_counts_from_when_it_was_typed(town: Town, clock: MovedClock) -> None:
    preview = await town.moderator.types("/announce once when:in 20 minutes channel:#talks message:Hello", town.channel)
    clock.move(minutes=5)
    done = await town.moderator.clicks(preview, "Schedule")
    assert f"<t:{int(NOW.timestamp()) + 20 * 60}:F>" in done.content


async def test_moment_that_passed_before_the_click_is_given_back(town: Town, clock: MovedClock) -> None:
    preview = await town.moderator.types("/announce once when:in 20 minutes channel:#talks message:Hello", town.channel)
    clock.move(minutes=21)
    returned = await town.moderator.clicks(preview, "Schedule")
    assert "has passed meanwhile" in returned.content
    form = await town.moderator.clicks(returned, "Edit again").modal()
    again = await town.moderator.submits(form, {"When": "in 5 minutes"})
    assert facts(again)["When"] == "Sunday, 22 November 2026, 12:26 UTC"


async def test_what_is_understood_is_offered_while_typing(town: Town) -> None:
    choices = await town.moderator.completes("/announce once when:2026-12-01 9:00", town.channel)
    assert choices == [{"name": "2026-12-01 9:00: Tuesday, 1 December 2026, 09:00 UTC", "value": "2026-12-01 9:00"}]
    (there,) = await town.moderator.completes("/announce once timezone:detroit when:2026-12-01 12:00", town.channel)
    assert there["name"] == "2026-12-01 12:00: Tuesday, 1 December 2026, 12:00 EST (America/Detroit)"


async def test_voice_channel_and_thread_are_taken_but_no_forum(town: Town) -> None:
    town.guild.add_channel("stage", ChannelKind.VOICE)
    town.guild.add_channel("ideas", ChannelKind.FORUM)
    preview = await town.moderator.types("/announce once when:in 5 minutes channel:#stage message:Hello", town.channel)
    assert title(preview) == "Preview: not scheduled yet"
    with pytest.raises(Exception, match="no channel"):
        town.moderator.types("/announce once when:in 5 minutes channel:#ideas message:Hello", town.channel)


async def test_publishing_needs_an_announcement_channel(town: Town) -> None:
    news = town.guild.add_channel("news", ChannelKind.ANNOUNCEMENT)
    line = "/announce once when:in 5 minutes message:Hello publish:true channel:"
    refused = await town.moderator.types(f"{line}#talks", town.channel)
    assert "#talks is no announcement channel" in refused.content
    preview = await town.moderator.types(f"{line}#news", town.channel)
    assert facts(preview)["Published"] == "to the servers that follow the channel"
    assert facts(preview)["Where"] == f"<#{news.id}>"


async def test_two_thousand_characters_are_taken_and_no_more(town: Town) -> None:
    form = await town.moderator.types(HELLO, town.channel).modal()
    preview = await town.moderator.submits(form, {"Message": "x" * 2000})
    assert preview.content == "x" * 2000
    form = await town.moderator.clicks(preview, "Edit").modal()
    town.guild.add_role("Sailors", mentionable=True)
    returned = await town.moderator.submits(form, {"Ping": "sailors"})
    assert returned.content == "The message is 25 characters too long: 1975 fit."
