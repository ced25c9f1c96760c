"""A moderator imports a schedule: preview, Apply or Cancel, and what stands in the way."""

import asyncio
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.discord_app.wiring import Wiring
from bot.fetching.limits import FetchLimits
from bot.sandbox import Message
from tests.discord_app.test_embeds import HOSTILE
from tests.end_to_end.catalog import (
    EVENT,
    Site,
    a_site,
    apply,
    button_ids,
    forges_click,
    imported,
    listed,
    preview,
    schedule,
    talk,
    uploads,
)
from tests.end_to_end.conftest import Town

CILIUM = "10 Years of Cilium: Connecting, Securing, and Simplifying the Cloud Native Stack"


@pytest.fixture
def wiring() -> Wiring:
    """The loopback network is allowed, as an operator would allow one of their own; files are small."""
    limits = FetchLimits(max_bytes=2 * 2**20, allowed_networks=(ip_network("127.0.0.1/32"),))
    return Wiring(guild_ready_timeout=0.1, fetch_limits=limits, progress_seconds=0.05)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with a_site() as site:
        yield site


@pytest.fixture
def kubecon(data_folder: Path) -> bytes:
    return (data_folder / "schedules" / "ics" / "kubecon-eu-2026-sched.ics").read_bytes()


async def test_real_calendar_is_found_in_that_server_and_in_no_other(town: Town, kubecon: bytes) -> None:
    other = town.discord.add_guild("Elsewhere")
    channel, olga = other.add_channel("talks"), other.add_member("Olga")
    shown = await preview(uploads(town.moderator, town.channel, kubecon))
    assert shown.ephemeral
    assert "564 new" in shown.text
    assert "… and " in listed(shown)["New (564)"]
    assert b"Laughter Workshop" in shown.files[0].content

    applied = await apply(town.moderator, shown)
    assert button_ids(applied) == {}
    found = await town.maya.types("/talk search 10 years of cilium", town.channel)
    assert CILIUM in found.text
    for elsewhere in (
        olga.types("/talk search 10 years of cilium", channel),
        town.maya.types("/talk search 10 years of cilium", town.maya.dm),
    ):
        assert CILIUM not in (await elsewhere).text


async def test_nothing_is_written_before_apply_nor_after_cancel(town: Town) -> None:
    shown = await preview(uploads(town.moderator, town.channel, schedule(talk("Quiet Tides"))))
    assert "Quiet Tides" not in (await town.maya.types("/talk search quiet tides", town.channel)).text
    token = button_ids(shown)["Apply"]
    cancelled = await town.moderator.clicks(shown, "Cancel").until(lambda message: "Cancelled" in message.content)
    assert button_ids(cancelled) == {}
    late = await forges_click(town.moderator, cancelled, token)
    assert "applied or dropped already" in late.content


async def test_restart_between_preview_and_apply(town: Town) -> None:
    shown = await preview(uploads(town.moderator, town.channel, schedule(talk("Quiet Tides"))))
    await town.restart_bot()
    await apply(town.moderator, shown)
    assert "Quiet Tides" in (await town.maya.types("/talk search quiet tides", town.channel)).text


async def test_of_two_who_apply_at_once_one_is_told_that_it_was_applied(town: Town) -> None:
    ines = town.guild.add_moderator("Ines")
    shown = await preview(uploads(town.moderator, town.channel, schedule(talk("Quiet Tides"))))
    apply_id = button_ids(shown)["Apply"]
    clicks = [forges_click(who, shown, apply_id) for who in (town.moderator, ines, town.moderator)]
    await asyncio.gather(*(click.acknowledged() for click in clicks))
    await town.discord.until(lambda: sum("applied or dropped already" in text for text in texts(town)) == 2)
    assert sum("Applied." in text for text in texts(town)) == 1
    history = await town.moderator.types("/catalog history", town.channel)
    assert history.text.count("Imported") == 1


async def test_two_moderators_import_the_same_file_at_once(town: Town) -> None:
    ines = town.guild.add_moderator("Ines")
    content = schedule(talk("Quiet Tides"))
    previews = await asyncio.gather(*(preview(uploads(who, town.channel, content)) for who in (town.moderator, ines)))
    await asyncio.gather(apply(town.moderator, previews[0]), apply(ines, previews[1]))
    assert (await town.maya.types("/talk list event:harbour", town.channel)).embeds[0]["title"] == "1 talk"


async def test_same_file_again_changes_nothing(town: Town) -> None:
    content = schedule(talk("Quiet Tides", room="Pier 1"))
    await imported(town.moderator, town.channel, content)
    again = await uploads(town.moderator, town.channel, content).until(lambda message: bool(message.embeds))
    assert "Nothing changes" in again.content
    assert button_ids(again) == {}


async def test_preview_tells_new_moved_cancelled_changed_and_unreadable(town: Town) -> None:
    before = [
        talk("Quiet Tides", room="Pier 1"),
        talk("Loud Tides"),
        talk("Low Tide", abstract="old"),
        talk("Ebb"),
        talk("Flood"),
    ]
    await imported(town.moderator, town.channel, schedule(*before))
    after = [
        talk("Quiet Tides", room="Pier 2"),
        talk("Loud Tides", cancelled=True),
        talk("Low Tide", abstract="new"),
        talk("Ebb"),
        talk("Spring Tide"),
        {"key": "broken", "title": "Broken", "start": "at noon"},
    ]
    shown = await preview(uploads(town.moderator, town.channel, schedule(*after)))
    assert "1 new, 3 changed, 1 moved, 1 gone, 1 cancelled, 1 unchanged, 1 not read" in shown.text
    parts = listed(shown)
    assert parts["New (1)"] == "Spring Tide"
    assert parts["Gone (1)"] == "Flood"
    assert "Quiet Tides (moved)\n  room: Pier 1 → Pier 2" in parts["Changed (3)"]
    assert "Loud Tides (cancelled)" in parts["Changed (3)"]
    assert "abstract: old → new" in parts["Changed (3)"]
    assert parts["Not read (1)"] == "talk 6 (broken): start: 'at noon' is no time; write it like 17:25"


async def test_source_that_loses_most_talks_waits_for_an_explicit_yes(town: Town) -> None:
    await imported(town.moderator, town.channel, schedule(*(talk(f"Tide {n}") for n in range(6))))
    shown = await preview(uploads(town.moderator, town.channel, schedule(talk("Tide 0"))))
    assert "5 of 6 talks are gone" in shown.text
    assert set(button_ids(shown)) == {"Apply, losing 5 talks", "Cancel"}
    # A button that agreed to less, as one from before the loss, does not do it.
    token = button_ids(shown)["Apply, losing 5 talks"].rpartition(":")[2]
    reply = forges_click(town.moderator, shown, f"apply:0:{token}")
    asked = await reply
    assert "Apply, losing 5 talks" in button_ids(asked)
    assert (await town.maya.types("/talk list event:harbour", town.channel)).embeds[0]["title"] == "6 talks"
    await apply(town.moderator, asked, "Apply, losing 5 talks")
    assert (await town.maya.types("/talk list event:harbour", town.channel)).embeds[0]["title"] == "1 talk"


async def test_free_text_names_a_new_event_and_a_completion_one_that_is_there(town: Town) -> None:
    listing = b"title,date,start,room\nQuiet Tides,2026-05-04,10:00,Pier 1\n"
    asked = uploads(town.moderator, town.channel, listing, name="plan.csv")
    needed = await asked.until(lambda message: "`" in message.content)
    assert "option `event`" in needed.content
    asked = uploads(town.moderator, town.channel, listing, f"event:{EVENT}", name="plan.csv")
    needed = await asked.until(lambda message: "`" in message.content)
    assert "option `timezone`" in needed.content
    asked = uploads(town.moderator, town.channel, listing, f"event:{EVENT} timezone:europe/berlin", name="plan.csv")
    await apply(town.moderator, await preview(asked))

    (choice,) = await town.moderator.completes("/catalog import event:harb", town.channel)
    assert choice["name"] == EVENT
    line = f"event:{choice['value']} timezone:Europe/Berlin"
    more = uploads(town.moderator, town.channel, listing.replace(b"Quiet", b"Loud"), line, name="more.csv")
    await apply(town.moderator, await preview(more))
    assert (await town.maya.types("/talk list event:harbour", town.channel)).embeds[0]["title"] == "2 talks"


async def test_time_zones_and_formats_are_offered(town: Town) -> None:
    zones = await town.moderator.completes("/catalog import timezone:berl", town.channel)
    assert zones[0]["value"] == "Europe/Berlin"
    refused = await uploads(town.moderator, town.channel, schedule(talk("Tide")), "timezone:Mars/Base")
    assert "no time zone “Mars/Base”" in refused.content
    wrong = await uploads(town.moderator, town.channel, schedule(talk("Tide")), "format:ical").until(has_words)
    assert "cannot be read" in wrong.content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04 not a schedule", "ZIP archive"),
        (b"<!DOCTYPE html><html>", "HTML page"),
        (b"\x00\x01\x02", "binary file"),
        (b"Dear all, here is the plan.", "no known format"),
        (b"x" * (2 * 2**20 + 1), "larger than 2 MB"),
    ],
)
async def test_file_that_is_no_schedule_is_refused_in_clear_words(town: Town, content: bytes, said: str) -> None:
    refused = await uploads(town.moderator, town.channel, content).until(has_words)
    assert said in refused.content
    assert refused.ephemeral
    assert button_ids(refused) == {}


async def test_exactly_one_of_file_and_link_is_wanted(town: Town) -> None:
    neither = await town.moderator.types("/catalog import", town.channel)
    assert "either a file or a link" in neither.content
    both = await uploads(town.moderator, town.channel, schedule(talk("Tide")), "url:https://example.org/plan.json")
    assert "either a file or a link" in both.content


async def test_import_from_a_link(town: Town, site: Site) -> None:
    url = site.serves("plan.json", schedule(talk("Quiet Tides")))
    shown = await preview(town.moderator.types(f"/catalog import url:{url}", town.channel))
    await apply(town.moderator, shown)
    assert "Quiet Tides" in (await town.maya.types("/talk search quiet tides", town.channel)).text
    missing = await town.moderator.types(f"/catalog import url:{url}.gone", town.channel).until(has_words)
    assert "HTTP status 404" in missing.content


@pytest.mark.parametrize(
    "url", ["http://10.0.0.7/plan.ics", "http://169.254.169.254/", "http://[::1]/", "file:///etc/passwd"]
)
async def test_link_that_leads_inside_is_refused(town: Town, url: str) -> None:
    refused = await town.moderator.types(f"/catalog import url:{url}", town.channel).until(has_words)
    assert "cannot be read" in refused.content


async def test_progress_is_shown_while_a_link_is_slow(town: Town, site: Site) -> None:
    url = site.serves("plan.json", schedule(talk("Quiet Tides")))
    site.hold.clear()
    reply = town.moderator.types(f"/catalog import url:{url}", town.channel)
    waiting = await reply.until(lambda message: message.content.startswith("Fetching"))
    assert waiting.ephemeral
    site.hold.set()
    shown = await preview(reply)
    assert shown.id == waiting.id
    assert "Nothing is written yet" in shown.content


async def test_progress_gives_way_to_what_went_wrong(town: Town, site: Site) -> None:
    url = site.serves("plan.json", b"Dear all, here is the plan.")
    site.hold.clear()
    reply = town.moderator.types(f"/catalog import url:{url}", town.channel)
    waiting = await reply.until(lambda message: message.content.startswith("Fetching"))
    site.hold.set()
    refused = await reply.until(lambda message: "no known format" in message.content)
    assert waiting.deleted
    assert reply.messages == [refused]


async def test_hostile_titles_are_shown_as_they_are_and_ping_nobody(town: Town) -> None:
    hostile = [talk(f"{n} {HOSTILE}", room=HOSTILE) for n in range(40)]
    shown = await preview(uploads(town.moderator, town.channel, schedule(*hostile, name=HOSTILE)))
    assert not shown.pings.everyone
    assert "**bold**" not in shown.text.replace(r"\*\*bold\*\*", "")
    await apply(town.moderator, shown)
    renamed = [one | {"room": "Pier 2"} for one in hostile]
    assert "40 moved" in (await preview(uploads(town.moderator, town.channel, schedule(*renamed, name=HOSTILE)))).text
    history = await town.moderator.types("/catalog history", town.channel)
    assert not history.pings.everyone


async def test_attachment_that_discord_does_not_hand_over(town: Town) -> None:
    reply = uploads(town.moderator, town.channel, schedule(talk("Quiet Tides")))
    stored = reply.interaction.data["resolved"]["attachments"]
    town.discord.world.files._by_id.clear()
    assert stored
    refused = await reply.until(has_words)
    assert "did not hand the file over" in refused.content


def has_words(message: Message) -> bool:
    """More than how far it is."""
    return bool(message.content) and not message.content.endswith("…")


def texts(town: Town) -> list[str]:
    return [message.content for message in town.channel.messages.values()]
