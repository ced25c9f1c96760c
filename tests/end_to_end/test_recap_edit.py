"""A moderator writes over the draft of a recap; wrong input comes back with what was typed."""

import pytest

from bot.domain.catalog import Scope
from bot.sandbox import Message
from bot.sandbox.people.modals import Modal
from bot.services.catalog import Catalog
from bot.services.finding.complete import complete_events
from tests import make
from tests.end_to_end.catalog import button_ids, forges_click, forges_form, listed
from tests.end_to_end.conftest import Town
from tests.end_to_end.recaps import words

CNI = "Stretching CNI Boundaries with Service Meshes, a Roadmap for the Future"


async def editor(town: Town, options: str = "kubecon") -> Message:
    return await town.moderator.types(f"/recap edit {options}", town.channel)


async def form(town: Town, button: str) -> Modal:
    return await town.moderator.clicks(await editor(town), button).modal()


async def previewed(town: Town) -> str:
    return words(await town.moderator.types("/recap preview kubecon", town.channel))


async def test_words_are_written_over_the_draft(town: Town) -> None:
    words_form = await form(town, "Words")
    assert [(field.label, field.value.splitlines()[0][:40]) for field in words_form.fields] == [
        ("Headline", "KubeCon + CloudNativeCon North America 2"),
        ("Introduction", "The Linkerd talks of the week: nine abst"),
        ("Themes", "Security and zero trust: Came up again a"),
        ("Highlights", "Graduated projects presented their own s"),
        ("What comes next", "KubeCon Europe in Amsterdam, April 2023:"),
    ]
    typed = {
        "Headline": "Our week in Detroit",
        "Themes": "Meshes: They are everywhere.\nJust a title",
        "Highlights": "",
    }
    saved = await town.moderator.submits(words_form, typed)
    assert saved.content == "Saved."
    assert listed(saved)["Beside the talks"] == "2 themes · 0 highlights · 2 lines on what comes next"
    shown = await previewed(town)
    assert shown.startswith("Our week in Detroit\n")
    assert "- **Meshes**: They are everywhere.\n- **Just a title**" in shown
    assert "### Highlights" not in shown
    assert "### What comes next" in shown


async def test_talks_are_chosen_and_ordered(town: Town) -> None:
    talks_form = await form(town, "Talks and order")
    lines = talks_form.fields[0].value.splitlines()
    assert [field.label for field in talks_form.fields] == ["Talks, first to last", "Left out"]
    assert len(lines) == 9
    wanted = [next(line for line in lines if "Stretching CNI" in line), *lines[:2]]
    saved = await town.moderator.submits(talks_form, {"Talks, first to last": "\n".join(wanted)})
    assert listed(saved)["Talks"] == "3 of 9 talks · 3 speakers · 3 recordings, 6 left out"
    shown = await previewed(town)
    assert shown.index(CNI) < shown.index("Building a Scalable")
    again = await form(town, "Talks and order")
    assert again.fields[0].value.splitlines() == wanted
    back = again.fields[1].value.splitlines()[0]
    await town.moderator.submits(again, {"Talks, first to last": "\n".join([back, *wanted]), "Left out": ""})
    assert (await editor(town)).embeds[0]["fields"][2]["value"].startswith("4 of 9 talks")


async def test_groups_and_picture_are_chosen(town: Town) -> None:
    looks = await form(town, "Closing, groups, picture")
    await town.moderator.submits(looks, {"Closing line": "Bye!", "Groups of talks": "By track", "Picture": "Without"})
    shown = await town.moderator.types("/recap preview kubecon", town.channel)
    assert "### Open Interfaces + Interoperability" in words(shown)
    assert words(shown).endswith("Bye!")
    assert shown.files == []


async def test_sentences_of_a_talk_are_written_and_given_back(town: Town) -> None:
    line = await town.moderator.chooses(await editor(town), CNI).modal()
    assert line.fields[0].value.startswith("Meshes such as Linkerd hook into pod networking")
    await town.moderator.submits(line, {"One or two sentences": "How plugins clash."})
    assert "How plugins clash." in await previewed(town)
    (choice,) = await town.moderator.completes("/recap edit event:kubecon talk:stretching", town.channel)
    again = await town.moderator.types(f"/recap edit event:kubecon talk:{choice['value']}", town.channel).modal()
    assert again.fields[0].value == "How plugins clash."
    await town.moderator.submits(again, {"One or two sentences": ""})
    assert "Meshes such as Linkerd hook into pod networking" in await previewed(town)


@pytest.mark.parametrize("restarted", [False, True])
async def test_wrong_input_comes_back_with_what_was_typed(town: Town, *, restarted: bool) -> None:
    words_form = await form(town, "Words")
    if restarted:
        # A form that was open while the process ended is taken by the next one.
        await town.restart_bot()
    typed = {"Headline": "Ahoy", "Highlights": "\n".join(f"Highlight {number}" for number in range(13))}
    returned = await town.moderator.submits(words_form, typed)
    assert returned.content == "Highlights: at most 12 lines, these are 13."
    if restarted:
        await town.restart_bot()
    again = await town.moderator.clicks(returned, "Edit again").modal()
    assert (again.fields[0].value, again.fields[3].value) == ("Ahoy", typed["Highlights"])
    await town.moderator.submits(again, {"Highlights": "Highlight 0"})
    assert (await previewed(town)).startswith("Ahoy\n")


@pytest.mark.parametrize(
    ("button", "box", "typed", "told"),
    [
        ("Words", "Headline", " ", "Headline: a recap needs one."),
        ("Words", "Introduction", "x" * 1501, "Introduction: at most 1500 characters, this has 1501."),
        ("Words", "Themes", "x" * 90, "is not “Title: text”, one a line."),
        ("Words", "Themes", ": of nothing", "is not “Title: text”, one a line."),
        ("Words", "What comes next", "x" * 401, "What comes next: at most 400 characters a line"),
        (
            "Talks and order",
            "Talks, first to last",
            "Some talk",
            "“Some talk” does not begin with the number of a talk",
        ),
        ("Talks and order", "Talks, first to last", "99999 Some talk", "does not begin with the number of a talk"),
    ],
)
async def test_input_that_cannot_be_taken_is_explained(
    town: Town, button: str, box: str, typed: str, told: str
) -> None:
    returned = await town.moderator.submits(await form(town, button), {box: typed})
    assert told in returned.content
    assert button_ids(returned).keys() == {"Edit again"}


async def test_talk_cannot_be_in_and_left_out(town: Town) -> None:
    talks_form = await form(town, "Talks and order")
    line = talks_form.fields[0].value.splitlines()[0]
    returned = await town.moderator.submits(talks_form, {"Left out": line})
    assert returned.content == f"Talks: {line.split()[0]} stands in both boxes. Leave it in one."


async def test_recap_that_changed_while_the_form_was_open_is_not_overwritten(town: Town) -> None:
    other = town.guild.add_moderator("Ana")
    first, second = (
        await form(town, "Words"),
        await other.clicks(await other.types("/recap edit kubecon", town.channel), "Words").modal(),
    )
    await town.moderator.submits(first, {"Headline": "Mine"})
    returned = await other.submits(second, {"Headline": "Hers"})
    assert "changed while the form was open" in returned.content
    assert (await previewed(town)).startswith("Mine\n")
    again = await other.clicks(returned, "Edit again").modal()
    assert again.fields[0].value == "Hers"
    await other.submits(again, {})
    assert (await previewed(town)).startswith("Hers\n")


async def test_different_parts_are_edited_at_once(town: Town) -> None:
    first, second = await form(town, "Words"), await form(town, "Closing, groups, picture")
    await town.moderator.submits(first, {"Headline": "Mine"})
    await town.moderator.submits(second, {"Closing line": "Bye!"})
    shown = await previewed(town)
    assert shown.startswith("Mine\n")
    assert shown.endswith("Bye!")


async def test_start_over_gives_the_draft_back(town: Town) -> None:
    await town.moderator.submits(await form(town, "Words"), {"Headline": "Mine"})
    question = await town.moderator.clicks(await editor(town), "Start over")
    assert question.content == "Start over? All that was written over the draft is lost."
    await town.moderator.clicks(question, "Yes, start over")
    assert (await previewed(town)).startswith("KubeCon")


async def test_what_is_not_edited_follows_the_catalog(town: Town, seeded: Catalog) -> None:
    await make.saved(seeded, make.talk("Sails", abstract="About sails, and how."), of=make.event("Harbour Conf"))
    shown = await editor(town, "harbour")
    await town.moderator.submits(await town.moderator.clicks(shown, "Words").modal(), {"Introduction": "Ours."})
    later = [make.talk(title, abstract=f"About {title}, and how.") for title in ("Sails", "Oars")]
    await make.saved(seeded, *later, of=make.event("Harbour Conf"))
    preview = words(await town.moderator.types("/recap preview harbour", town.channel))
    assert "\nOurs." in preview
    assert "**Oars**" in preview


async def test_large_programme_is_chosen_by_a_menu(town: Town, seeded: Catalog) -> None:
    known = [make.talk(f"Talk number {number}", abstract="All about it, in detail.") for number in range(400)]
    await make.saved(seeded, *known, of=make.event("Harbour Conf"))
    shown = await editor(town, "harbour")
    talks = await town.moderator.clicks(shown, "Talks and order").modal()
    assert [field.label for field in talks.fields] == [
        "Talks, first to last",
        "Left out",
        "All talks that have no room above",
    ]
    first = "\n".join(talks.fields[0].value.splitlines()[:3])
    typed = {"Talks, first to last": first, "All talks that have no room above": "Are left out"}
    saved = await town.moderator.submits(talks, typed)
    assert listed(saved)["Talks"].startswith("3 of 400 talks")


async def test_member_may_neither_edit_nor_post(town: Town) -> None:
    shown = await town.moderator.types("/recap preview kubecon", town.channel)
    panel = await editor(town)
    for message, label in ((shown, "Post"), (shown, "Edit"), (panel, "Words"), (panel, "Start over")):
        refused = await forges_click(town.maya, message, button_ids(message)[label])
        assert "You need the permission **Manage Server**" in refused.content
    sent = await forges_form(town.maya, town.channel, "edit-recap:1:words:0:0", headline="Mine")
    assert "You need the permission **Manage Server**" in sent.content
    typed = await town.maya.types(f"/recap post event:kubecon channel:{town.channel.mention}", town.channel, force=True)
    assert "You need the permission **Manage Server**" in typed.content


async def test_another_servers_event_is_out_of_reach(town: Town, seeded: Catalog) -> None:
    await make.saved(seeded, make.talk("Secret plan"), of=make.event("Secret Summit"), guild_id=4711)
    (secret,) = await complete_events(seeded, "secret", Scope(4711))
    event_id = secret.value.removeprefix("id:")
    refused = await town.moderator.types(f"/recap preview {secret.value}", town.channel)
    assert "No event is called" in refused.content
    shown = await town.moderator.types("/recap preview kubecon", town.channel)
    for custom_id in ("recap-look:{}:full:0", "recap-post:{}:full", "recap-edit:{}", "recap-form:{}:words"):
        answered = await forges_click(town.moderator, shown, custom_id.format(event_id))
        assert "no longer in the catalog" in answered.content, custom_id


async def test_talk_is_named_as_it_is_remembered(town: Town) -> None:
    line = await town.moderator.types("/recap edit event:kubecon talk:stretching cni boundaries", town.channel).modal()
    assert line.fields[0].value.startswith("Meshes such as Linkerd")
    for typed, told in (
        ("service mesh", "could be several talks"),
        ("xqzzy vrrgl", "No talk of this event matches “xqzzy vrrgl”."),
        ("id:99999", "That talk is not in the recap."),
    ):
        refused = await town.moderator.types(f"/recap edit event:kubecon talk:{typed}", town.channel)
        assert told in refused.content
