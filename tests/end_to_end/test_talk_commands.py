from datetime import date
from typing import Any

import pytest

from bot.domain.answers import EventSummary
from bot.domain.catalog import Scope
from bot.domain.history import OPERATOR
from bot.sandbox import Message, Permission
from bot.services.catalog import Catalog
from bot.services.changes.remove_from_catalog import remove_event
from bot.services.finding.show_event import show_event
from tests import make
from tests.end_to_end.catalog import forges_click
from tests.end_to_end.conftest import Town

CNI_TALK = "Stretching CNI Boundaries with Service Meshes, a Roadmap for the Future"
ZERO_TRUST = "Working title: Zero-trust network security with a service mesh (hands-on workshop)"


def controls(message: Message) -> list[dict[str, Any]]:
    return [item for row in message.components for item in row["components"]]


def labels(message: Message) -> list[object]:
    return [item.get("label") or item.get("placeholder") for item in controls(message)]


async def test_search_answers_privately_with_the_talks_card(town: Town) -> None:
    message = await town.maya.types("/talk search cni", town.channel)
    (embed,) = message.embeds
    assert message.ephemeral
    assert embed["title"] == CNI_TALK
    assert embed["author"]["name"] == "KubeCon + CloudNativeCon North America 2022"
    assert {field["name"]: field["value"] for field in embed["fields"]}["When"] == "Tuesday, 25 October 2022"
    assert labels(message) == ["Watch", "Share", "Similar talks"]
    assert controls(message)[0]["url"] == "https://www.youtube.com/watch?v=8OoIz0S2QVQ"


async def test_search_is_one_request_when_the_answer_is_quick(town: Town) -> None:
    await town.maya.types("/talk search cni", town.channel)
    assert len(town.discord.requests.of("POST", "/interactions/{interaction_id}/{interaction_token}/callback")) == 1


async def test_search_with_every_option_narrows(town: Town) -> None:
    line = "/talk search linkerd event:kubecon na 2022 speaker:alex leong track:maintainer track"
    message = await town.maya.types(line, town.channel)
    assert message.embeds[0]["title"] == "Overview And State Of Linkerd"
    on_a_day = await town.maya.types("/talk search linkerd day:2022-10-26 speaker:jason", town.channel)
    assert on_a_day.embeds[0]["title"] == "Flagger, Linkerd, And Gateway API: Oh My!"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/talk search cni event:pycon", "No event is called “pycon”"),
        ("/talk search cni day:someday", "“someday” is no day with talks"),
        ("/talk search cni speaker:nobody at all", "I know no speaker called “nobody at all”"),
        ("/talk search cni track:cooking", "No track is called “cooking”"),
        ("/talk search cni language:klingon", "No talk is marked as held in “klingon”"),
    ],
)
async def test_option_that_means_nothing_is_explained(town: Town, line: str, said: str) -> None:
    message = await town.maya.types(line, town.channel)
    assert message.ephemeral
    assert said in message.content


async def test_nothing_found_says_so(town: Town) -> None:
    message = await town.maya.types("/talk search zzqx", town.channel)
    assert message.embeds[0]["title"] == "No talk found"


async def test_list_pages_and_opens(town: Town) -> None:
    first = await town.maya.types("/talk list event:kubecon na 2022", town.channel)
    assert first.embeds[0]["footer"]["text"] == "Page 1 of 2"
    assert first.embeds[0]["title"] == "9 talks"

    second = await town.maya.clicks(first, "More ▶").until(lambda message: "Page 2" in message.text)
    assert second.id == first.id
    back = await town.maya.clicks(second, "◀ Back").until(lambda message: "Page 1" in message.text)

    opened = await town.maya.chooses(back, "Lightning Talk: Writing Service Mesh Control Planes in Rust")
    assert opened.id != back.id
    assert opened.ephemeral
    assert opened.embeds[0]["title"] == "Lightning Talk: Writing Service Mesh Control Planes in Rust"


async def test_list_is_in_time_order_and_filtered(town: Town) -> None:
    message = await town.maya.types("/talk list day:2022-10-26", town.channel)
    text = message.embeds[0]["description"]
    assert text.index("Flagger, Linkerd") < text.index("Whose Packet")
    assert message.embeds[0]["title"] == "2 talks"


async def test_show_completes_half_a_title_a_speaker_and_a_typo(town: Town) -> None:
    for typed in ("stretching cn", "alex leo", "strechting"):
        choices = await town.maya.completes(f"/talk show {typed}", town.channel)
        assert any(str(choice["name"]).startswith("Stretching CNI") for choice in choices), typed


async def test_show_opens_the_completed_talk(town: Town) -> None:
    choices = await town.maya.completes("/talk show zero", town.channel)
    message = await town.maya.types(f"/talk show {choices[0]['value']}", town.channel)
    assert message.embeds[0]["title"] == ZERO_TRUST
    assert message.embeds[0]["footer"]["text"] == "Not known: the final title, speakers, date, recording"


async def test_show_understands_a_half_remembered_title(town: Town) -> None:
    message = await town.maya.types("/talk show whose packet", town.channel)
    assert message.embeds[0]["title"] == "Whose Packet Is It Anyway? Life of a Packet Through a Service Mesh"


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("/talk search cni event:kube", "KubeCon + CloudNativeCon North America 2022"),
        ("/talk search cni speaker:eliza", "Eliza Weisman"),
        ("/talk search cni track:maint", "Maintainer Track"),
        ("/talk search cni day:wed", "Wednesday, 26 October 2022"),
        ("/talk list speaker:leong", "Alex Leong"),
        ("/talk list track:", "Service Mesh"),
    ],
)
async def test_options_complete(town: Town, line: str, offered: str) -> None:
    choices = await town.maya.completes(line, town.channel)
    assert offered in [choice["name"] for choice in choices]


async def test_share_posts_the_card_for_everybody(town: Town) -> None:
    private = await town.maya.types("/talk search cni", town.channel)
    public = await town.maya.clicks(private, "Share")
    assert not public.ephemeral
    assert public.embeds[0]["title"] == CNI_TALK
    assert labels(public) == ["Watch", "Similar talks"]
    assert public.content == ""


async def test_shared_list_is_browsed_in_private(town: Town) -> None:
    private = await town.maya.types("/talk list event:kubecon na 2022", town.channel)
    public = await town.maya.clicks(private, "Share")
    assert labels(public) == ["Open a talk", "Browse"]

    browsed = await town.moderator.clicks(public, "Browse")
    assert browsed.ephemeral
    assert browsed.embeds[0]["footer"]["text"] == "Page 1 of 2"


async def test_who_may_not_write_in_a_channel_cannot_share_there(town: Town) -> None:
    private = await town.maya.types("/talk search cni", town.channel)
    town.channel.deny(town.guild.everyone, Permission.SEND_MESSAGES)
    refused = await town.maya.clicks(private, "Share")
    assert refused.ephemeral
    assert "You may not write in this channel" in refused.content


async def test_direct_message_sees_shared_events_and_has_no_share(town: Town) -> None:
    message = await town.maya.types("/talk search cni", town.maya.dm)
    assert message.embeds[0]["title"] == CNI_TALK
    assert labels(message) == ["Watch", "Similar talks"]


async def test_buttons_and_menus_outlive_a_restart(town: Town) -> None:
    listed = await town.maya.types("/talk list event:kubecon na 2022", town.channel)
    await town.restart_bot()
    second = await town.maya.clicks(listed, "More ▶").until(lambda message: "Page 2" in message.text)
    opened = await town.maya.chooses(second, "Overview And State Of Linkerd")
    assert opened.embeds[0]["title"] == "Overview And State Of Linkerd"
    public = await town.maya.clicks(second, "Share")
    assert not public.ephemeral


async def test_lookup_too_long_for_a_button_outlives_a_restart(town: Town, seeded: Catalog) -> None:
    await make.saved(seeded, *(make.talk(f"Linkerd number {number}") for number in range(8)))
    query = "linkerd " + "pudding " * 20
    listed = await town.maya.types(f"/talk search {query.strip()}", town.channel)
    await town.restart_bot()
    second = await town.maya.clicks(listed, "More ▶").until(lambda message: "Page 2" in message.text)
    assert "pudding pudding" in second.embeds[0]["title"]


async def test_menu_of_a_removed_talk_says_so(town: Town, seeded: Catalog) -> None:
    listed = await town.maya.types("/talk list event:kubecon na 2022", town.channel)
    controls(listed)[0]["options"][0]["value"] = "999999"
    title = controls(listed)[0]["options"][0]["label"]
    opened = await town.maya.chooses(listed, title)
    assert opened.embeds[0]["title"] == "No talk found"


async def test_answer_that_is_gone_is_not_shared(town: Town, seeded: Catalog) -> None:
    saved = await make.saved(seeded, make.talk("Short-lived"), guild_id=town.guild.id)
    private = await town.maya.types("/talk search short-lived", town.channel)
    event = await show_event(seeded, saved.event.name, Scope(town.guild.id))
    assert isinstance(event, EventSummary)
    await remove_event(seeded, event.event.id, guild_id=town.guild.id, actor=OPERATOR, now=make.NOW)

    refused = await town.maya.clicks(private, "Share")
    assert refused.ephemeral
    assert "nothing to share" in refused.content


@pytest.mark.parametrize("value", ["x", "99999999999999999999999", "-1"])
async def test_forged_menu_value_is_refused_in_words(town: Town, value: str) -> None:
    listed = await town.maya.types("/talk list event:kubecon na 2022", town.channel)
    menu = controls(listed)[0]
    menu["options"][0]["value"] = value
    opened = await town.maya.chooses(listed, menu["options"][0]["label"])
    assert "not made by me" in opened.content


async def test_speaker_of_shared_and_own_events_is_offered_once(town: Town, seeded: Catalog) -> None:
    await make.saved(seeded, make.talk("Local", speakers=(make.speaker("Alex Leong"),)), guild_id=town.guild.id)
    choices = await town.maya.completes("/speaker show alex", town.channel)
    assert [choice["name"] for choice in choices] == ["Alex Leong"]


@pytest.mark.parametrize("query", ["?!", "🦀", "NEAR(cni OR *)", "x" * 200, "@everyone <@1> **x**", "שלום"])
async def test_hostile_query_is_answered_and_mentions_nobody(town: Town, query: str) -> None:
    message = await town.maya.types(f"/talk search {query}", town.channel)
    assert message.embeds
    assert not message.pings.everyone
    assert not message.pings.users


async def test_hostile_talk_is_shared_without_a_mention(town: Town, seeded: Catalog) -> None:
    title = "@everyone @here <@1> <@&2> **free** [money](https://evil.example) " + "x" * 180
    await make.saved(seeded, make.talk(title, abstract="@everyone " * 2000, speakers=(make.speaker("@here"),)))
    private = await town.maya.types("/talk search free money", town.channel)
    public = await town.maya.clicks(private, "Share")
    assert not public.pings.everyone
    assert not public.pings.users
    assert public.content == ""


async def test_talk_with_34_speakers_is_shown(town: Town, seeded: Catalog) -> None:
    names = tuple(make.speaker(f"Panelist Number {number} of the Very Long Panel") for number in range(34))
    await make.saved(seeded, make.talk("Everybody on stage", speakers=names))
    message = await town.maya.types("/talk show everybody on stage", town.channel)
    assert "… and 22 more" in message.embeds[0]["fields"][0]["value"]


async def test_same_moment_in_two_zones_asks_for_different_talks(town: Town, seeded: Catalog) -> None:
    """Where it begins a day, talks of which nothing but the day is known are asked for as well."""
    await make.saved(seeded, make.talk("Quiet Tides", held_on=date(2026, 5, 4)))
    shown = await town.maya.types("/talk search cni", town.channel)
    for moment, found in (("2026-05-03T22:00:00+00:00", False), ("2026-05-04T00:00:00+02:00", True)):
        listed = forges_click(town.maya, shown, f'browse:=["l",{{"f":"{moment}"}}]')
        assert ("Quiet Tides" in (await listed).text) is found
