"""A message that repeats, and notices before talks: what is promised in the preview, over changes of the clock too."""

from functools import partial

import pytest

from bot.discord_app.wiring import Wiring
from bot.services.catalog import Catalog
from tests.end_to_end.announcements import NOW, MovedClock, facts, harbour_conf, scheduled, title
from tests.end_to_end.catalog import button_ids
from tests.end_to_end.conftest import Town

NOON = int(NOW.timestamp()) + 86400
WEEKLY = "/announce repeat when:fri 17:30 every:week channel:#talks"
NOTICES = "/announce talks event:harbour minutes:30, 5 channel:#talks"


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def wiring(clock: MovedClock) -> Wiring:
    return Wiring(guild_ready_timeout=0.1, clock=clock, poll_seconds=0.05)


async def test_preview_of_a_repeat_shows_the_next_five(town: Town) -> None:
    line = f"{WEEKLY} timezone:Europe/Berlin message:Meet"
    preview = await town.moderator.types(line, town.channel)
    assert facts(preview)["When"] == "every Friday at 17:30 (Europe/Berlin)"
    assert facts(preview)["Goes out"].splitlines() == [
        "<t:1795797000:f> · Fri 17:30 CET",
        "<t:1796401800:f> · Fri 17:30 CET",
        "<t:1797006600:f> · Fri 17:30 CET",
        "<t:1797611400:f> · Fri 17:30 CET",
        "<t:1798216200:f> · Fri 17:30 CET",
    ]


async def test_preview_keeps_the_wall_clock_when_it_changes(town: Town) -> None:
    line = "/announce repeat when:2027-03-12 09:00 every:2 days channel:#talks timezone:America/Detroit message:Meet"
    preview = await town.moderator.types(line, town.channel)
    assert facts(preview)["Goes out"].splitlines()[:2] == [
        "<t:1804860000:f> · Fri 09:00 EST",
        "<t:1805029200:f> · Sun 09:00 EDT",
    ]


async def test_time_that_the_clock_skips_goes_out_at_the_next(town: Town) -> None:
    line = "/announce repeat when:2027-03-13 02:30 every:day channel:#talks timezone:America/Detroit message:Meet"
    preview = await town.moderator.types(line, town.channel)
    assert [line.split(" · ")[1] for line in facts(preview)["Goes out"].splitlines()[:3]] == [
        "Sat 02:30 EST",
        "Sun 03:00 EDT",
        "Mon 02:30 EDT",
    ]


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("until:2026-12-31", "every Friday at 17:30, until 31 December 2026 (UTC)"),
        ("times:3", "every Friday at 17:30, 3 times (UTC)"),
    ],
)
async def test_repeat_ends(town: Town, end: str, words: str) -> None:
    preview = await town.moderator.types(f"{WEEKLY} message:Meet {end}", town.channel)
    assert facts(preview)["When"] == words


async def test_repeat_that_is_not_understood_comes_back(town: Town) -> None:
    line = "/announce repeat when:fri 17:30 every:now and then channel:#talks message:Meet"
    returned = await town.moderator.types(line, town.channel)
    assert returned.content.startswith("I do not understand how often.")
    form = await town.moderator.clicks(returned, "Edit again").modal()
    assert {field.label: field.value for field in form.fields} == {
        "Message": "Meet",
        "First time": "fri 17:30",
        "Every": "now and then",
        "Ping": "",
        "Grace": "15",
    }
    preview = await town.moderator.submits(form, {"Every": "2 weeks"})
    assert facts(preview)["When"] == "every 2 weeks on Friday at 17:30 (UTC)"


async def test_repeat_goes_out_again_and_again(town: Town, clock: MovedClock) -> None:
    await scheduled(town.moderator, town.channel, f"{WEEKLY} message:Meet")
    for week in range(3):
        clock.move(**({"days": 5, "hours": 5.5} if week == 0 else {"days": 7}))
        await town.discord.until(partial(_is_sent, town, "Meet", week + 1))


def _is_sent(town: Town, content: str, times: int) -> bool:
    return sum(message.content == content for message in town.channel.messages.values()) == times


async def test_notices_show_the_talks_and_those_that_start_together(town: Town, seeded: Catalog) -> None:
    await harbour_conf(seeded)
    preview = await town.moderator.types(NOTICES, town.channel)
    assert preview.content == f"Starts <t:{NOON}:R>:"
    both, _ = preview.embeds
    assert "Quiet Tides" in both["description"]
    assert "Loud Waves" in both["description"]
    assert facts(preview)["When"] == "30 and 5 minutes before each talk at Harbour Conf"
    assert facts(preview)["Goes out"].splitlines() == [
        f"<t:{NOON - 1800}:f> · Mon 11:30 UTC · Quiet Tides, Loud Waves",
        f"<t:{NOON - 300}:f> · Mon 11:55 UTC · Quiet Tides, Loud Waves",
        f"<t:{NOON + 1800}:f> · Mon 12:30 UTC · Dry Docks",
        f"<t:{NOON + 3300}:f> · Mon 12:55 UTC · Dry Docks",
    ]


async def test_notice_goes_out_before_the_talk(town: Town, seeded: Catalog, clock: MovedClock) -> None:
    await harbour_conf(seeded)
    done = await scheduled(town.moderator, town.channel, NOTICES)
    assert f"<t:{NOON - 1800}:F>" in done.content
    clock.move(days=1, minutes=-30)
    sent = await town.channel.message(lambda message: not message.ephemeral and message.author.is_bot)
    assert sent.content == f"Starts <t:{NOON}:R>:"
    assert "Quiet Tides" in sent.text


async def test_each_room_has_the_channel_of_its_name(town: Town, seeded: Catalog) -> None:
    await harbour_conf(seeded)
    pier = town.guild.add_channel("pier-1")
    choices = await town.moderator.completes(f"{NOTICES} rooms:", town.channel)
    assert choices == [
        {"name": "Each room in the channel of its name: 1 of 2 rooms have one", "value": "by name"},
        {"name": "Pier 1", "value": "Pier 1"},
        {"name": "Pier 2", "value": "Pier 2"},
    ]
    preview = await town.moderator.types(f"{NOTICES} rooms:by name", town.channel)
    assert facts(preview)["Where"].splitlines() == [
        f"Pier 1: <#{pier.id}>",
        f"all other rooms: <#{town.channel.id}>",
    ]
    assert set(facts(preview)["Goes out"].splitlines()[:2]) == {
        f"<t:{NOON - 1800}:f> · Mon 11:30 UTC · <#{pier.id}> · Quiet Tides",
        f"<t:{NOON - 1800}:f> · Mon 11:30 UTC · Loud Waves",
    }


async def test_rooms_are_chosen_with_channels_or_without(town: Town, seeded: Catalog) -> None:
    await harbour_conf(seeded)
    docks = town.guild.add_channel("docks")
    only = await town.moderator.types(f"{NOTICES} rooms:pier 2", town.channel)
    assert facts(only)["When"] == "30 and 5 minutes before each talk in Pier 2 at Harbour Conf"
    assert "Quiet Tides" not in facts(only)["Goes out"]
    mapped = await town.moderator.types(f"{NOTICES} rooms:Pier 1: #docks, Pier 2 -> #talks", town.channel)
    assert facts(mapped)["Where"].splitlines() == [
        f"Pier 1: <#{docks.id}>",
        f"Pier 2: <#{town.channel.id}>",
        f"all other rooms: <#{town.channel.id}>",
    ]
    for rooms, problem in {
        "Pier 9": "“Pier 9” is none of the rooms, which are Pier 1, Pier 2.",
        "Pier 1: #nowhere": "There is no channel #nowhere that I see.",
        "by name": "No channel is called like a room. The rooms are Pier 1, Pier 2.",
    }.items():
        refused = await town.moderator.types(f"{NOTICES} rooms:{rooms}", town.channel)
        assert refused.content == problem


async def test_track_narrows_the_talks(town: Town, seeded: Catalog) -> None:
    await harbour_conf(seeded)
    preview = await town.moderator.types(f"{NOTICES} track:land", town.channel)
    assert facts(preview)["When"] == "30 and 5 minutes before each talk of the track “Land” at Harbour Conf"
    assert facts(preview)["Goes out"].count("\n") == 1


async def test_event_that_is_over_has_an_example_and_nothing_ahead(town: Town) -> None:
    preview = await town.moderator.types("/announce talks event:kubecon minutes:10 channel:#talks", town.channel)
    assert facts(preview)["Goes out"] == "Nothing is ahead."
    assert preview.embeds[-1]["footer"]["text"] == "The message above is an example."


@pytest.mark.parametrize("minutes", ["soon", "10, x", "99999", "1, 2, 3, 4, 5, 6", "-5"])
async def test_minutes_that_are_none_come_back(town: Town, seeded: Catalog, minutes: str) -> None:
    await harbour_conf(seeded)
    returned = await town.moderator.types(NOTICES.replace("30, 5", minutes), town.channel)
    assert list(button_ids(returned)) == ["Edit again", "Cancel"]
    form = await town.moderator.clicks(returned, "Edit again").modal()
    preview = await town.moderator.submits(form, {"Minutes before a talk": "10 minutes and 5"})
    assert facts(preview)["When"] == "10 and 5 minutes before each talk at Harbour Conf"
    assert title(preview) == "Preview: not scheduled yet"
