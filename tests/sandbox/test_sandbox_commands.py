"""Typed commands reach the bot as Discord sends them, and a client's own checks come first."""

import pytest

from bot.sandbox import ActionError, NothingHappened, Permission, TypingError
from tests.sandbox.conftest import Town


async def test_text_goes_to_the_required_option_and_the_rest_is_named(town: Town) -> None:
    message = await town.maya.types("/talk search service mesh event:kubecon year:2022", town.general)
    assert message.content == "found service mesh kubecon 2022"


async def test_deferred_answer_stays_private(town: Town) -> None:
    reply = town.maya.types("/talk search cni", town.general)
    message = await reply
    assert reply.ephemeral
    assert message in town.maya.reads(town.general)
    assert message not in town.omar.reads(town.general)


async def test_options_of_every_kind_resolve(town: Town) -> None:
    town.guild.add_role("Speakers")
    line = "/echo hello loud:true number:2.5 who:@Omar where:#general role:@Speakers size:large"
    message = await town.maya.types(line, town.general)
    assert message.content == "HELLO 2.5 Omar general Speakers Large"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("/nonsense", "no command /nonsense"),
        ("/talk", "needs one of: search, show"),
        ("/talk fetch", "but: search, show"),
        ("/talk search", "the option query is required"),
        ("/talk search cni year:1999", "between 2000 and 2030"),
        ("/talk search cni year:soon", "no whole number"),
        ("/echo hi loud:perhaps", "true or false"),
        ("/echo hi size:medium", "one of Small, Large"),
        ("/echo hi where:#nowhere", "no channel"),
        ("/echo hi who:@Nobody", "nobody here"),
        ("/form now", "belongs to no option"),
        ("/upload a.txt", "no file"),
    ],
)
async def test_line_that_a_client_would_not_send(town: Town, line: str, reason: str) -> None:
    with pytest.raises(TypingError, match=reason):
        town.maya.types(line, town.general)


async def test_member_or_role(town: Town) -> None:
    role = town.guild.add_role("Speakers")
    assert (await town.maya.types("/anyone @Speakers", town.general)).content == f"Role {role.id}"
    assert (await town.maya.types("/anyone @Omar", town.general)).content == f"Member {town.omar.id}"
    assert (await town.maya.types(f"/anyone {town.omar.mention}", town.general)).content == f"Member {town.omar.id}"


async def test_file_that_is_too_large(town: Town) -> None:
    with pytest.raises(TypingError, match="larger than 10 MB"):
        town.maya.types("/upload a.txt", town.general, files={"a.txt": bytes(10 * 1024 * 1024 + 1)})


async def test_choices_complete_what_is_typed(town: Town) -> None:
    choices = await town.maya.completes("/talk show gate", town.general)
    assert choices == [{"name": "Gateway API: the future", "value": "talk-1"}]


async def test_picked_choice_sends_its_value(town: Town) -> None:
    (choice,) = await town.maya.completes("/talk show gate", town.general)
    picked = {choice["name"]: choice["value"]}
    message = await town.maya.types(f"/talk show {choice['name']}", town.general, picked=picked)
    assert message.content == "talk talk-1"


async def test_option_without_autocomplete_has_nothing_to_complete(town: Town) -> None:
    with pytest.raises(TypingError, match="nothing to complete"):
        await town.maya.completes("/talk search cni", town.general)


async def test_hidden_command_is_not_offered_but_can_be_forced(town: Town) -> None:
    with pytest.raises(TypingError, match="no command /moderate"):
        town.maya.types("/moderate", town.general)
    assert (await town.omar.types("/moderate", town.general)).content == "moderated"
    assert (await town.maya.types("/moderate", town.general, force=True)).content == "moderated"


async def test_server_hands_out_a_hidden_command(town: Town) -> None:
    helpers = town.guild.add_role("Helpers")
    nina = town.guild.add_member("Nina", helpers)
    town.guild.allow_command("moderate", helpers)
    assert (await nina.types("/moderate", town.general)).content == "moderated"


async def test_no_commands_where_they_are_not_allowed(town: Town) -> None:
    town.general.deny(town.guild.everyone, Permission.USE_APPLICATION_COMMANDS)
    with pytest.raises(TypingError, match="no command"):
        town.maya.types("/talk search cni", town.general)


async def test_command_in_direct_messages(town: Town) -> None:
    message = await town.maya.types("/talk search cni", town.maya.dm)
    assert message.content == "found cni  0"
    assert message.channel is town.maya.dm


async def test_message_menu(town: Town) -> None:
    said = town.omar.says(town.general, "service mesh")
    message = await town.maya.uses_message_command("Find talks about this", said)
    assert message.content == "about service mesh"


async def test_file_goes_to_the_bot_and_comes_back(town: Town) -> None:
    message = await town.maya.types("/upload file:a.txt", town.general, files={"a.txt": b"abc"})
    assert message.content == "abc"
    assert [(file.name, file.content, file.description) for file in message.files] == [
        ("back.txt", b"cba", "turned around")
    ]


async def test_bot_that_never_answers_is_noticed(town: Town) -> None:
    reply = town.maya.types("/silent", town.general)
    with pytest.raises(NothingHappened, match="/silent"):
        await reply.message(within=0.05)


async def test_answers_in_steps(town: Town) -> None:
    reply = town.maya.types("/progress", town.general)
    note = await reply.followup(1)
    await note.until(lambda message: message.content == "and an edited note")
    assert (await reply).content == "done"
    assert note.ephemeral
    assert not reply.ephemeral
    assert [message.content for message in town.omar.reads(town.general)] == ["done", "gone soon"]


async def test_menu_that_is_not_there(town: Town) -> None:
    said = town.omar.says(town.general, "service mesh")
    with pytest.raises(ActionError, match="has no 'Nonsense'"):
        town.maya.uses_message_command("Nonsense", said)
