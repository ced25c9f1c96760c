"""Removing, undoing, looking back, and taking the catalog away as a file."""

import asyncio

import pytest

from bot.domain.catalog import Scope
from bot.sandbox import Message
from bot.services.catalog import Catalog
from bot.services.finding.complete import complete_events, complete_talks
from tests import make
from tests.end_to_end.catalog import EVENT, button_ids, forges_click, imported, preview, schedule, talk, uploads
from tests.end_to_end.conftest import Town


@pytest.fixture
async def harbour(town: Town) -> Message:
    when = {"date": "2026-05-04", "start": "10:00", "end": "10:45"}
    talks = (talk("Quiet Tides", room="Pier 1", abstract="About tides.", **when), talk("Loud Tides", **when))
    return await imported(town.moderator, town.channel, schedule(*talks))


async def titles(town: Town) -> str:
    return (await town.maya.types("/talk list event:harbour", town.channel)).text


async def test_talk_is_removed_after_a_question_and_brought_back(town: Town, harbour: Message) -> None:
    asked = await town.moderator.types("/catalog remove talk:quiet tides", town.channel)
    assert "Quiet Tides" in asked.text
    assert asked.ephemeral
    kept = await town.moderator.clicks(asked, "Keep").until(lambda message: "Kept" in message.content)
    assert button_ids(kept) == {}
    assert "Quiet Tides" in await titles(town)

    asked = await town.moderator.types("/catalog remove talk:quiet tides", town.channel)
    await town.restart_bot()
    await town.moderator.clicks(asked, "Remove").until(lambda message: "Removed" in message.content)
    assert "Quiet Tides" not in await titles(town)

    question = await town.moderator.types("/catalog undo", town.channel)
    assert "− Quiet Tides" in question.text
    await town.restart_bot()
    await town.moderator.clicks(question, "Undo").until(lambda message: "Undone" in message.content)
    card = await town.maya.types("/talk show quiet tides", town.channel)
    assert "Pier 1" in card.text
    assert "About tides." in card.text


async def test_event_is_removed_with_its_talks_and_brought_back(town: Town, harbour: Message) -> None:
    asked = await town.moderator.types("/catalog remove event:harbour", town.channel)
    assert "with 2 talks" in asked.text
    await town.moderator.clicks(asked, "Remove").until(lambda message: "Removed" in message.content)
    assert EVENT not in (await town.maya.types("/event list", town.channel)).text
    question = await town.moderator.types("/catalog undo", town.channel)
    await town.moderator.clicks(question, "Undo").until(lambda message: "Undone" in message.content)
    assert "Quiet Tides" in await titles(town)


async def test_import_is_undone(town: Town, harbour: Message) -> None:
    question = await town.moderator.types("/catalog undo", town.channel)
    assert "2 new" in question.text
    await town.moderator.clicks(question, "Undo").until(lambda message: "Undone" in message.content)
    assert EVENT not in (await town.maya.types("/event list", town.channel)).text
    nothing = await town.moderator.types("/catalog undo", town.channel)
    assert nothing.content == "There is nothing to undo."


async def test_old_undo_does_not_take_back_what_came_after(town: Town, harbour: Message) -> None:
    old = await town.moderator.types("/catalog undo", town.channel)
    await imported(town.moderator, town.channel, schedule(talk("Other"), name="Other Conf"))
    refused = await town.moderator.clicks(old, "Undo")
    assert "Something else was done" in refused.content
    assert "Quiet Tides" in await titles(town)


async def test_one_thing_is_to_be_named_for_removal(town: Town, harbour: Message) -> None:
    for line in ("/catalog remove", "/catalog remove talk:quiet event:harbour"):
        assert "Say what is to go" in (await town.moderator.types(line, town.channel)).content
    shared = await town.moderator.types("/catalog remove event:kubecon detroit", town.channel)
    assert "shared by all servers" in shared.content
    unknown = await town.moderator.types("/catalog remove talk:zzqx", town.channel)
    assert "No talk matches" in unknown.content


async def test_forged_removal_of_what_is_not_this_servers_is_refused(
    town: Town, harbour: Message, seeded: Catalog
) -> None:
    await make.saved(seeded, make.talk("Secret plan"), of=make.event("Secret Summit"), guild_id=4711)
    (secret,) = await complete_talks(seeded, "secret plan", Scope(4711))
    (shared, *_) = await complete_talks(seeded, "stretching cni", Scope(4711))
    asked = await town.moderator.types("/catalog remove talk:quiet tides", town.channel)
    (summit,) = await complete_events(seeded, "secret summit", Scope(4711))
    (kubecon,) = await complete_events(seeded, "kubecon detroit", Scope())
    for kind, target, said in (
        ("talk", secret, "no longer in the catalog"),
        ("event", summit, "no longer in the catalog"),
        ("talk", shared, "shared by all servers"),
        ("event", kubecon, "shared by all servers"),
    ):
        click = forges_click(town.moderator, asked, f"remove:{kind}:{target.value.removeprefix('id:')}")
        assert said in (await click).content
    assert await complete_talks(seeded, "secret plan", Scope(4711)) == (secret,)
    assert len(await complete_events(seeded, "", Scope(town.guild.id))) == 2


async def test_of_two_who_undo_or_remove_at_once_one_is_told_that_it_was_done(town: Town, harbour: Message) -> None:
    ines = town.guild.add_moderator("Ines")
    for line, button, done, refused in (
        ("/catalog remove talk:quiet tides", "Remove", "Removed", "no longer in the catalog"),
        ("/catalog undo", "Undo", "Undone", "Something else was done"),
    ):
        asked = await town.moderator.types(line, town.channel)
        clicks = [forges_click(who, asked, button_ids(asked)[button]) for who in (town.moderator, ines)]
        told = await asyncio.gather(*(click for click in clicks))
        assert sorted(done in message.content for message in told) == [False, True], told
        assert sorted(refused in message.content for message in told) == [False, True], told


async def test_history_tells_who_when_what_before_and_after_in_pages(town: Town, harbour: Message) -> None:
    form = await town.moderator.types("/catalog edit quiet tides", town.channel).modal()
    await town.moderator.submits(form, {"When and room": "2026-05-04 10:00–10:45\nPier 2"})
    for minute in range(5):
        form = await town.moderator.types("/catalog edit loud tides", town.channel).modal()
        await town.moderator.submits(form, {"When and room": f"2026-05-04 11:0{minute}–11:45\nPier 3"})
    first = await town.moderator.types("/catalog history", town.channel)
    assert first.text.count("**Edited** Loud Tides") == 5
    assert f"<@{town.moderator.id}>, <t:" in first.text
    assert not first.pings_member(town.moderator)
    await town.restart_bot()
    second = await town.moderator.clicks(first, "Older ▶").until(lambda message: "Page 2 of 2" in message.text)
    assert "**Edited** Quiet Tides · Harbour Conf 2026" in second.text
    assert "Quiet Tides: room Pier 1 → Pier 2" in second.text
    await town.moderator.clicks(second, "◀ Newer").until(lambda message: "Page 1 of 2" in message.text)


@pytest.mark.parametrize("form", ["yaml", "json", "csv", "ics"])
async def test_export_is_read_back_without_a_change(town: Town, harbour: Message, form: str) -> None:
    exported = await town.moderator.types(f"/catalog export harbour format:{form}", town.channel)
    assert exported.ephemeral
    (file,) = exported.files
    assert file.name == f"harbour-conf-2026.{form}"
    reply = uploads(town.moderator, town.channel, file.content, "event:harbour conf 2026", name=file.name)
    again = await reply.until(lambda message: bool(message.embeds))
    assert "2 unchanged" in again.text
    assert "new" not in again.embeds[0]["description"]


async def test_large_import_is_told_in_history_and_undo_within_limits(town: Town) -> None:
    talks = [talk(f"Tide number {n} " + "of a long and windy day " * 5, room="Pier 1") for n in range(300)]
    await imported(town.moderator, town.channel, schedule(*talks))
    await imported(town.moderator, town.channel, schedule(*(one | {"room": "Pier 2"} for one in talks)))
    history = await town.moderator.types("/catalog history", town.channel)
    assert "300 changed" in history.text
    assert "… and 29" in history.text
    question = await town.moderator.types("/catalog undo", town.channel)
    await town.moderator.clicks(question, "Undo").until(lambda message: "Undone" in message.content, within=20)
    shown = await preview(uploads(town.moderator, town.channel, schedule(*(one | {"room": "Pier 2"} for one in talks))))
    assert "300 changed" in shown.text
