"""Buttons, menus and forms."""

import pytest

from bot.sandbox import ActionError, Message
from tests.sandbox.conftest import Town


@pytest.fixture
async def menus(town: Town) -> Message:
    return await town.maya.types("/menus", town.general)


async def test_share_button_edits_the_private_answer_and_posts_to_all(town: Town) -> None:
    answer = await town.maya.types("/talk search cni", town.general)
    edited = await town.maya.clicks(answer, "Share")
    assert edited is answer
    assert (answer.content, answer.components) == ("Shared.", [])
    assert (await town.omar.finds(town.general, "shared cni")).author.is_bot


async def test_button_by_its_custom_id(town: Town) -> None:
    answer = await town.maya.types("/talk search cni", town.general)
    await town.maya.clicks(answer, "share")
    assert answer.content == "Shared."


async def test_private_button_is_out_of_reach_for_others(town: Town) -> None:
    answer = await town.maya.types("/talk search cni", town.general)
    with pytest.raises(ActionError, match="does not see"):
        town.omar.clicks(answer, "Share")


@pytest.mark.parametrize(
    ("button", "reason"),
    [("Watch", "opens https://example.org/talk"), ("Later", "greyed out"), ("Nonsense", "no button")],
)
async def test_button_that_cannot_be_clicked(town: Town, menus: Message, button: str, reason: str) -> None:
    with pytest.raises(ActionError, match=reason):
        town.maya.clicks(menus, button)


async def test_menu_takes_labels_and_values(town: Town, menus: Message) -> None:
    await town.maya.chooses(menus, "Gateway API: the future", "talk-3")
    assert menus.content == "chosen: talk-1, talk-3"


async def test_menu_of_channels_resolves_the_channel(town: Town, menus: Message) -> None:
    message = await town.omar.chooses(menus, town.general, custom_id="channel")
    assert (message.content, message.ephemeral) == ("channel: general", True)


async def test_deferred_update_is_followed_by_a_message(town: Town, menus: Message) -> None:
    role = town.guild.add_role("Speakers")
    message = await town.maya.chooses(menus, role, custom_id="role")
    assert message.content == "role: Speakers"


async def test_menu_refuses_what_it_does_not_offer(town: Town, menus: Message) -> None:
    with pytest.raises(ActionError, match="Between 1 and 2"):
        town.maya.chooses(menus, "talk-1", "talk-2", "talk-3")
    with pytest.raises(ActionError, match="has no 'talk-9'"):
        town.maya.chooses(menus, "talk-9", custom_id="talks")
    with pytest.raises(ActionError, match="no menu"):
        town.maya.chooses(menus, "talk-1", custom_id="nonsense")


async def test_form_shows_its_fields_and_sends_the_answers(town: Town) -> None:
    form = await town.maya.types("/form", town.general).modal()
    assert (form.title, [(field.label, field.value, field.required) for field in form.fields]) == (
        "Edit talk",
        [("Title", "Old", True), ("Note", "", False)],
    )
    message = await town.maya.submits(form, {"Title": "New", "note": "see"})
    assert message.content == "New|see"


async def test_form_keeps_what_is_left_out(town: Town) -> None:
    form = await town.maya.types("/form", town.general).modal()
    assert (await town.maya.submits(form, {})).content == "Old|"


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"Title": "x" * 21}, "between 1 and 20"),
        ({"Title": ""}, "between 1 and 20"),
        ({"Nonsense": "x"}, "no field 'Nonsense'"),
    ],
)
async def test_form_that_a_client_would_not_send(town: Town, answers: dict[str, str], reason: str) -> None:
    form = await town.maya.types("/form", town.general).modal()
    with pytest.raises(ActionError, match=reason):
        town.maya.submits(form, answers)


async def test_form_with_a_menu(town: Town) -> None:
    form = await town.maya.types("/choice", town.general).modal()
    assert (await town.maya.submits(form, {"Style": "Long"})).content == "style ['l']"
    again = await town.maya.types("/choice", town.general).modal()
    assert (await town.maya.submits(again, {"style": ["s"]})).content == "style ['s']"
    with pytest.raises(ActionError, match="one of Short, Long"):
        town.maya.submits(again, {"Style": "Medium"})


async def test_button_opens_a_form_whose_answer_is_a_new_message(town: Town) -> None:
    message = await town.maya.types("/formbutton", town.general)
    form = await town.maya.clicks(message, "Edit").modal()
    answer = await town.maya.submits(form, {"Title": "New"})
    assert answer is not message
    assert answer.content == "New|"


async def test_form_is_no_message_and_a_message_no_form(town: Town) -> None:
    with pytest.raises(ActionError, match="answered with a form"):
        await town.maya.types("/form", town.general)
    with pytest.raises(ActionError, match="did not answer with a form"):
        await town.maya.types("/menus", town.general).modal()
