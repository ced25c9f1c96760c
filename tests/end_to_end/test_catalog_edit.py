"""A moderator corrects a talk in a form; wrong input comes back with what was typed."""

import pytest

from bot.domain.catalog import Scope
from bot.sandbox import Message
from bot.services.catalog import Catalog
from bot.services.finding.complete import complete_talks
from tests import make
from tests.end_to_end.catalog import button_ids, forges_form, imported, listed, preview, schedule, talk, uploads
from tests.end_to_end.conftest import Town

TIDES = talk(
    "Quiet Tides",
    speakers=["Ada Example"],
    date="2026-05-04",
    start="10:00",
    end="10:45",
    room="Pier 1",
    abstract="About tides.",
)


@pytest.fixture
async def harbour(town: Town) -> Message:
    return await imported(town.moderator, town.channel, schedule(TIDES, talk("Loud Tides")))


async def test_talk_is_corrected_field_by_field(town: Town, harbour: Message) -> None:
    form = await town.moderator.types("/catalog edit quiet tides", town.channel).modal()
    assert {field.label: field.value for field in form.fields} == {
        "Title": "Quiet Tides",
        "Speakers": "Ada Example",
        "When and room": "2026-05-04 10:00–10:45\nPier 1",
        "Links": "",
        "Abstract": "About tides.",
    }
    answers = {
        "Title": "Silent Tides",
        "Speakers": "Ada Example (Port Authority)\nBen Boat",
        "When and room": "2026-05-05 11:00–11:30\nPier 2",
        "Links": "Watch: https://example.org/v",
    }
    edited = await town.moderator.submits(form, answers)
    assert edited.ephemeral
    text = edited.embeds[0]["description"]
    for line in (
        "Quiet Tides → Silent Tides",
        "Ada Example → Ada Example, Ben Boat",
        "Pier 1 → Pier 2",
        "<t:1777881600:f> → <t:1777971600:f>",
        "– → https://example.org/v",
    ):
        assert line in text, line
    assert "abstract" not in text
    card = await town.maya.types("/talk show silent tides", town.channel)
    assert card.embeds[0]["title"] == "Silent Tides"


async def test_form_sent_as_it_came_changes_nothing(town: Town, harbour: Message) -> None:
    form = await town.moderator.types("/catalog edit quiet tides", town.channel).modal()
    answered = await town.moderator.submits(form, {})
    assert answered.embeds[0]["description"] == "Nothing was changed."
    history = await town.moderator.types("/catalog history", town.channel)
    assert "Edited" not in history.text


async def test_edit_completes_own_talks_only(town: Town, harbour: Message) -> None:
    (choice,) = await town.moderator.completes("/catalog edit quiet", town.channel)
    assert choice["name"] == "Quiet Tides · Harbour Conf 2026"
    form = await town.moderator.types(f"/catalog edit {choice['value']}", town.channel).modal()
    assert form.fields[0].value == "Quiet Tides"
    assert await town.moderator.completes("/catalog edit stretching cni", town.channel) == []


async def test_shared_talk_cannot_be_edited(town: Town, harbour: Message) -> None:
    refused = await town.moderator.types("/catalog edit stretching cni boundaries", town.channel)
    assert "shared by all servers" in refused.content


async def test_edit_survives_a_new_import_and_is_shown(town: Town, harbour: Message) -> None:
    form = await town.moderator.types("/catalog edit quiet tides", town.channel).modal()
    await town.moderator.submits(form, {"When and room": "2026-05-04 10:00–10:45\nBoathouse"})
    again = [TIDES | {"room": "Pier 9"}, talk("Loud Tides", track="Sea")]
    shown = await preview(uploads(town.moderator, town.channel, schedule(*again)))
    assert listed(shown)["Kept as edited here, against the source (1)"] == "Quiet Tides\n  room: Boathouse → Pier 9"
    await town.moderator.clicks(shown, "Apply").until(lambda message: "Applied" in message.content)
    assert "Boathouse" in (await town.maya.types("/talk show quiet tides", town.channel)).text


@pytest.mark.parametrize("restarted", [False, True])
async def test_wrong_input_comes_back_with_what_was_typed(town: Town, harbour: Message, *, restarted: bool) -> None:
    form = await town.moderator.types("/catalog edit quiet tides", town.channel).modal()
    if restarted:
        # A form that was open while the process ended is taken by the next one.
        await town.restart_bot()
    answers = {"Title": "Silent Tides", "When and room": "tomorrow\nPier 2", "Abstract": "All new."}
    returned = await town.moderator.submits(form, answers)
    assert "When: “tomorrow” is not written like" in returned.content
    assert returned.ephemeral
    if restarted:
        await town.restart_bot()
    form = await town.moderator.clicks(returned, "Edit again").modal()
    assert {field.label: field.value for field in form.fields} == {
        "Title": "Silent Tides",
        "Speakers": "Ada Example",
        "When and room": "tomorrow\nPier 2",
        "Links": "",
        "Abstract": "All new.",
    }
    edited = await town.moderator.submits(form, {"When and room": "2026-05-05\nPier 2"})
    assert "Quiet Tides → Silent Tides" in edited.text


async def test_talk_that_changed_while_the_form_was_open_is_not_overwritten(town: Town, harbour: Message) -> None:
    form = await town.moderator.types("/catalog edit quiet tides", town.channel).modal()
    other = await town.moderator.types("/catalog edit quiet tides", town.channel).modal()
    await town.moderator.submits(other, {"When and room": "2026-05-04 12:00–12:45\nPier 7"})
    returned = await town.moderator.submits(form, {"Title": "Silent Tides"})
    assert "changed while the form was open" in returned.content
    card = await town.maya.types("/talk show quiet tides", town.channel)
    assert "Pier 7" in card.text


async def test_long_abstract_is_left_out_of_the_form_and_stays(town: Town, seeded: Catalog) -> None:
    abstract = "Waves. " * 1000
    await imported(town.moderator, town.channel, schedule(TIDES | {"abstract": abstract}))
    form = await town.moderator.types("/catalog edit quiet tides", town.channel).modal()
    assert [field.label for field in form.fields] == ["Title", "Speakers", "When and room", "Links"]
    assert "longer than a form" in str(form.data)
    edited = await town.moderator.submits(form, {"Title": "Silent Tides"})
    assert "abstract" not in edited.embeds[0]["description"]
    exported = await town.moderator.types("/catalog export harbour format:json", town.channel)
    assert b"Waves. Waves." in exported.files[0].content
    assert exported.files[0].content.count(b"Waves.") == 1000


async def test_form_for_another_servers_talk_is_refused(town: Town, seeded: Catalog) -> None:
    await make.saved(seeded, make.talk("Secret plan"), of=make.event("Secret Summit"), guild_id=4711)
    (secret,) = await complete_talks(seeded, "secret plan", Scope(4711))
    talk_id = secret.value.removeprefix("id:")
    refused = await forges_form(town.moderator, town.channel, f"edit-talk:{talk_id}:0", title="Mine now")
    assert "no longer in the catalog" in refused.content
    again = await town.moderator.types(f"/catalog edit {secret.value}", town.channel)
    assert "no longer in the catalog" in again.content
    assert button_ids(refused) == {}
