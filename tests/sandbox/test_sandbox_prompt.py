"""The prompt of the demo, line by line, as it is piped or typed."""

import asyncio
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.input.base import PipeInput
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.sandbox.prompt.completion import CommandCompleter
from bot.sandbox.prompt.loop import converse, show_command
from bot.sandbox.prompt.sources import Piped, Typed
from bot.sandbox.world.changes import Changes
from tests.sandbox.conftest import Town


def plain_console() -> tuple[Console, StringIO]:
    file = StringIO()
    return Console(file=file, width=100, color_system=None), file


async def transcript(town: Town, *lines: str) -> str:
    console, file = plain_console()
    await converse(town.maya, town.general, console, lines)
    return file.getvalue()


async def test_command_and_its_button(town: Town) -> None:
    text = await transcript(town, "/talk search cni", "1", "quit", "/talk search never")
    assert "❯ /talk search cni" in text
    assert "found cni  0" in text
    assert "1 [ Share ]" in text
    assert "👁 Only you can see this" in text
    assert "Shared." in text
    assert "shared cni" in text
    assert "never" not in text


async def test_menu_by_the_numbers_of_its_entries(town: Town) -> None:
    assert "chosen: talk-2" in await transcript(town, "/menus", "menu 2")
    assert "chosen: talk-1, talk-3" in await transcript(town, "/menus", "1 1, 3")
    assert "channel: general" in await transcript(town, "/menus", "2 #general")


async def test_link_button_shows_its_address(town: Town) -> None:
    assert "\nhttps://example.org/talk\n" in await transcript(town, "/menus", "button 1")


async def test_form_is_filled_in_line_by_line(town: Town) -> None:
    text = await transcript(town, "/form", "New title", "a note")
    assert "Title: New title" in text
    assert "New title|a note" in text


async def test_menu_of_a_form_by_its_number(town: Town) -> None:
    text = await transcript(town, "/choice", "2")
    assert "How long it gets" in text
    assert "style ['l']" in text


async def test_form_keeps_and_cancels(town: Town) -> None:
    assert "Old|" in await transcript(town, "/form", "", "")
    assert "|" not in (await transcript(town, "/form", "cancel")).split("Note: ")[-1].replace("│", "")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/tolk search cni", "Did you mean /talk?"),
        ("/talk search", "the option query is required"),
        ("9", "nothing with the number 9"),
        ("menu 1", "There is no menu to use"),
        ("/silent", "Talkbot did not respond"),
        ("/upload file:/nowhere/a.txt", "no file"),
    ],
)
async def test_line_that_cannot_be_done_is_explained(
    town: Town, line: str, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.prompt.conversation.WAIT_SECONDS", 0.1)
    assert answer in await transcript(town, line)


async def test_file_is_read_from_the_computer(town: Town, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("from disk")
    assert "from disk" in await transcript(town, f"/upload file:{tmp_path}/a.txt")


async def test_help_lists_what_this_person_may_use(town: Town) -> None:
    text = await transcript(town, "help")
    assert "/talk search query [event] [year]" in text
    assert "Find talks." in text
    assert "/moderate" not in text


async def test_other_words_are_a_message_to_the_bot(town: Town) -> None:
    async def answer() -> None:
        heard = await town.bot.heard.get()
        await heard.reply(f"you said {heard.clean_content}")

    answering = asyncio.create_task(answer())
    assert "you said @Talkbot who speaks on CNI?" in await transcript(town, "who speaks on CNI?")
    await answering


async def test_message_in_another_channel_is_shown_with_its_place(town: Town) -> None:
    recaps = town.guild.add_channel("recaps")
    town.omar.says(recaps, "before the talk began")
    console, file = plain_console()
    town.discord.world.changes.notify()

    async def say() -> None:
        await town.discord.world.changes.next()
        town.omar.says(recaps, "a recap")

    saying = asyncio.create_task(say())
    assert await show_command(town.maya, town.general, "/talk search cni", console)
    await saying
    assert "In #recaps" in file.getvalue()
    assert "before the talk began" not in file.getvalue()


async def test_one_command_tells_whether_it_worked(town: Town) -> None:
    console, _ = plain_console()
    assert await show_command(town.maya, town.general, "/talk search cni", console)
    assert not await show_command(town.maya, town.general, "/nonsense", console)


async def test_piped_lines_are_read_to_the_end() -> None:
    console, file = plain_console()
    source = Piped(StringIO("first\nsecond"), console)
    assert [await source.ask("> ") for _ in range(3)] == ["first", "second", None]
    assert file.getvalue() == "> first\n> second\n"


async def completed(town: Town, line: str) -> list[str]:
    completer = CommandCompleter(town.maya, town.general, {})
    found = completer.get_completions_async(Document(line), CompleteEvent())
    return [completion.text async for completion in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/ta", ["talk "]),
        ("/talk ", ["search ", "show "]),
        ("/talk se", ["search "]),
        ("/talk show gate", ["Gateway API: the future"]),
        ("/talk search cni ", ["event:", "year:"]),
        ("/talk search cni ev", ["event:"]),
        ("/talk search cni event:x ", ["year:"]),
        ("/echo hi loud:", ["true", "false"]),
        ("/echo hi size:l", ["Large"]),
        ("/echo hi where:", ["#general"]),
        ("/echo hi who:@m", ["@Maya"]),
        ("hello", []),
        ("/nonsense x", []),
    ],
)
async def test_completion_offers_what_could_follow(town: Town, line: str, expected: list[str]) -> None:
    assert await completed(town, line) == expected


async def test_completed_name_sends_its_value(town: Town) -> None:
    picked: dict[str, str | int | float] = {}
    completer = CommandCompleter(town.maya, town.general, picked)
    await completer.completions("/talk show gate")
    message = await town.maya.types("/talk show Gateway API: the future", town.general, picked=picked)
    assert message.content == "talk talk-1"


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


async def test_line_is_typed_at_a_terminal(town: Town, keyboard: PipeInput) -> None:
    source = Typed(CommandCompleter(town.maya, town.general, {}))
    keyboard.send_text("/talk search cni\r")
    assert await source.ask("❯ ") == "/talk search cni"
    keyboard.send_text("\x04")
    assert await source.ask("❯ ") is None


class Watched(StringIO):
    """Says when something was written to it."""

    def __init__(self, changes: Changes) -> None:
        super().__init__()
        self._changes = changes

    def write(self, text: str) -> int:
        self._changes.notify()
        return super().write(text)

    async def until(self, text: str) -> None:
        await self._changes.until(lambda: text in self.getvalue(), 5, repr(text))


async def test_news_are_shown_while_a_person_types(
    town: Town, keyboard: PipeInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.prompt.loop.usual_source", lambda completer, _console: Typed(completer))
    written = Watched(Changes())
    talking = asyncio.create_task(converse(town.maya, town.general, Console(file=written, color_system=None)))
    keyboard.send_text("/talk se")
    await town.discord.world.changes.calm(0.05, 1)
    town.omar.says(town.general, "an announcement")
    await written.until("an announcement")
    keyboard.send_text("arch cni\rquit\r")
    await talking
    assert "found cni" in written.getvalue()


async def test_reply_goes_to_what_the_bot_said_last(town: Town) -> None:
    assert "Talkbot has said nothing here to reply to" in await transcript(town, "> and his?")
    sent = await town.bot.text_channel(town.general).send("an answer")
    assert (await town.bot.heard.get()).id == sent.id
    said = asyncio.create_task(transcript(town, "> and his?"))
    heard = await town.bot.heard.get()
    assert heard.reference is not None
    assert (heard.content, heard.reference.message_id) == ("and his?", sent.id)
    await heard.reply("his are these")
    assert "his are these" in await said
