from bot.services.catalog import Catalog
from tests import make
from tests.end_to_end.conftest import Town


async def test_speaker_is_shown_with_all_talks(town: Town) -> None:
    message = await town.maya.types("/speaker show alex leong", town.channel)
    (embed,) = message.embeds
    assert embed["title"] == "Alex Leong"
    assert embed["description"].startswith("Buoyant · 3 talks")
    assert message.ephemeral


async def test_speaker_is_found_by_a_misspelt_name(town: Town) -> None:
    message = await town.maya.types("/speaker show eliza wiesman", town.channel)
    assert message.embeds[0]["title"] == "Eliza Weisman"


async def test_speaker_is_found_without_the_accent(town: Town, seeded: Catalog) -> None:
    await make.saved(seeded, make.talk("Robots", speakers=(make.speaker("Karel Čapek"),)))
    message = await town.maya.types("/speaker show capek", town.channel)
    assert message.embeds[0]["title"] == "Karel Čapek"


async def test_several_speakers_of_one_name_are_offered(town: Town, seeded: Catalog) -> None:
    await make.saved(seeded, make.talk("One", speakers=(make.speaker("Ana Novak"), make.speaker("Ana Novotna"))))
    asked = await town.maya.types("/speaker show ana", town.channel)
    assert asked.embeds[0]["title"] == "Who is meant?"
    chosen = await town.maya.chooses(asked, "Ana Novotna")
    assert chosen.embeds[0]["title"] == "Ana Novotna"


async def test_unknown_speaker_is_an_answer(town: Town) -> None:
    message = await town.maya.types("/speaker show qqqq xxxx", town.channel)
    assert message.embeds[0]["title"] == "No such speaker"


async def test_speaker_completes(town: Town) -> None:
    choices = await town.maya.completes("/speaker show flyn", town.channel)
    assert choices[0]["name"] == "Flynn"


async def test_events_are_listed_and_opened(town: Town, seeded: Catalog) -> None:
    await make.saved(seeded, make.talk(), of=make.event("Rust Days"))
    listed = await town.maya.types("/event list", town.channel)
    assert listed.embeds[0]["title"] == "2 events"
    opened = await town.maya.chooses(listed, "KubeCon + CloudNativeCon North America 2022")
    fields = {field["name"]: field["value"] for field in opened.embeds[0]["fields"]}
    assert fields["Programme"] == "9 talks · 10 speakers · 8 recordings"
    assert fields["When"] == "24 October 2022 – 28 October 2022"


async def test_event_is_shown_by_its_other_name_and_leads_to_its_programme(town: Town) -> None:
    shown = await town.maya.types("/event show kubecon detroit", town.channel)
    assert shown.embeds[0]["title"] == "KubeCon + CloudNativeCon North America 2022"
    programme = await town.maya.clicks(shown, "Programme")
    assert programme.embeds[0]["title"] == "9 talks"
    public = await town.maya.clicks(shown, "Share")
    assert not public.ephemeral


async def test_unknown_event_is_an_answer(town: Town) -> None:
    message = await town.maya.types("/event show qqqq", town.channel)
    assert message.embeds[0]["title"] == "No such event"


async def test_event_of_another_server_is_not_seen(town: Town, seeded: Catalog) -> None:
    await make.saved(seeded, make.talk("Secret plan"), of=make.event("Secret Summit"), guild_id=4711)
    listed = await town.maya.types("/event list", town.channel)
    assert "Secret Summit" not in listed.text
    assert "Secret Summit" not in [c["name"] for c in await town.maya.completes("/event show secret", town.channel)]
    found = await town.maya.types("/talk search secret plan", town.channel)
    assert "Secret" not in str(found.embeds[0].get("fields")) + found.embeds[0]["title"]
