"""Messages in a terminal: all of Discord's markdown, wide and narrow, with colours and without."""

from datetime import UTC
from io import BytesIO, TextIOWrapper
from typing import Any

import pytest
from rich.console import Console, RenderableType
from rich.text import Text

from bot.sandbox.people.modals import Modal
from bot.sandbox.screen.markdown import Markdown
from bot.sandbox.screen.reading import Reading
from bot.sandbox.screen.screen import MessageView, choices_view, modal_view
from tests.sandbox.conftest import Town

READING = Reading({"<@12>": "@Maya", "<@&13>": "@Speakers", "<#14>": "#general"}, UTC, 1_743_500_000.0)
KEYNOTE = 1_743_503_400  # Tuesday, 1 April 2025, 10:30 UTC


def message(**parts: Any) -> dict[str, Any]:
    author = {"username": "Talkbot", "global_name": None, "bot": True}
    empty: dict[str, Any] = {"content": "", "embeds": [], "components": [], "attachments": [], "flags": 0}
    return {"author": author, "timestamp": "2025-04-01T10:00:00+00:00"} | empty | parts


def shown(view: RenderableType, *, width: int = 80, colors: bool = False, encoding: str = "utf-8") -> str:
    written = BytesIO()
    with TextIOWrapper(written, encoding, errors="replace", write_through=True) as file:
        Console(
            file=file,
            width=width,
            color_system="truecolor" if colors else None,
            force_terminal=colors,
        ).print(view)
        return written.getvalue().decode()


def lines(view: RenderableType, *, width: int = 80) -> list[str]:
    return [line.rstrip() for line in shown(view, width=width).splitlines()]


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("**bold** *italic* __under__ ~~gone~~ ||hidden||", "bold italic under gone hidden"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        (r"\*not italic\*", "*not italic*"),
        ("`code *stays*`", "code *stays*"),
        ("[a talk](https://example.org/a_(b))", "a talk"),
        ("<https://example.org>", "https://example.org"),
        ("see https://example.org/x.", "see https://example.org/x."),
        ("<@12> <@!12> <@&13> <#14> <@99> <#99>", "@Maya @Maya @Speakers #general @unknown #unknown"),
        (f"<t:{KEYNOTE}:F>", "Tuesday, 1 April 2025 10:30"),
        (f"<t:{KEYNOTE}> <t:{KEYNOTE}:t> <t:{KEYNOTE}:D>", "1 April 2025 10:30 10:30 1 April 2025"),
        (f"<t:{KEYNOTE}:R>", "in 57 minutes"),
        ("<t:1743413600:R>", "1 day ago"),
        ("<t:9999999999999:F>", "Invalid date"),
        ("</talk search:123>", "/talk search"),
        ("<:linkerd:123>", ":linkerd:"),
        ("# Head\n- first\n  - second\n> quoted\n-# small", "Head\n• first\n  • second\n▎ quoted\nsmall"),
        ("before\n```py\ncode()\n```\nafter", "before\ncode()\nafter"),
        ("[bold]no markup of Rich[/bold] [/]", "[bold]no markup of Rich[/bold] [/]"),
        ("\x1b[31mred\x07\u202eturned", "[31mredturned"),
    ],
)
def test_markdown_as_plain_text(source: str, plain: str) -> None:
    assert Markdown(READING).text(source).plain == plain


def test_markdown_styles() -> None:
    text = Markdown(READING).text("**a** [b](https://example.org)")
    styles = {text.plain[span.start : span.end]: span.style for span in text.spans}
    assert getattr(styles["a"], "bold", False)
    assert getattr(styles["b"], "link", "") == "https://example.org"


def test_addresses_are_written_out_where_there_are_no_links() -> None:
    text = Markdown(READING, show_urls=True).text("[a](https://example.org) https://example.net")
    assert text.plain == "a (https://example.org) https://example.net"


def test_whole_message_without_colours() -> None:
    view = MessageView(
        message(
            content="Best match",
            flags=64,
            embeds=[
                {
                    "title": "Gateway API",
                    "url": "https://example.org",
                    "description": "A *talk*",
                    "color": 5,
                    "fields": [
                        {"name": "Room", "value": "Hall 5", "inline": True},
                        {"name": "When", "value": f"<t:{KEYNOTE}:t>", "inline": True},
                    ],
                    "footer": {"text": "page 1"},
                }
            ],
            attachments=[{"filename": "a.ics", "size": 2048, "url": "http://127.0.0.1/a"}],
            components=[
                {
                    "type": 1,
                    "components": [
                        {"type": 2, "style": 1, "label": "Share", "custom_id": "a"},
                        {"type": 2, "style": 5, "label": "Watch", "url": "https://example.org/w"},
                        {"type": 2, "style": 2, "label": "Back", "custom_id": "b", "disabled": True},
                    ],
                },
                {
                    "type": 1,
                    "components": [
                        {
                            "type": 3,
                            "custom_id": "c",
                            "placeholder": "Open …",
                            "options": [
                                {"label": "One", "value": "1", "description": "first"},
                                {"label": "Two", "value": "2", "default": True},
                            ],
                        }
                    ],
                },
                {"type": 1, "components": [{"type": 8, "custom_id": "d"}]},
            ],
        ),
        READING,
    )
    assert lines(view) == [
        "Talkbot  APP   10:00",
        "Best match",
        "▌ Gateway API (https://example.org)",
        "▌ A talk",
        "▌",
        "▌ Room                                   When",
        "▌ Hall 5                                 10:30",
        "▌",
        "▌ page 1",
        "📎 a.ics  2 KB",
        "1 [ Share ]",
        "2 [ Watch ↗ ] https://example.org/w",
        "3 ( Back )",
        "4 ▾ Open …",
        "     1 One · first",
        "     2 ● Two",
        "5 ▾ Choose a channel",
        "👁 Only you can see this",
    ]


def test_all_parts_of_an_embed() -> None:
    embed = {
        "author": {"name": "KubeCon", "url": "https://example.org"},
        "description": "A talk",
        "thumbnail": {"url": "https://example.org/small.png"},
        "image": {"url": "https://example.org/large.png"},
        "fields": [{"name": "Abstract", "value": "Long"}, {"name": "Room", "value": "5", "inline": True}],
        "timestamp": "2025-04-01T10:00:00+00:00",
    }
    assert lines(MessageView(message(embeds=[embed]), READING))[1:] == [
        "▌ KubeCon (https://example.org)",
        "▌ A talk",
        "▌",
        "▌ Abstract",
        "▌ Long",
        "▌",
        "▌ Room",
        "▌ 5",
        "▌ 🖼 small.png (small)",
        "▌ 🖼 large.png",
        "▌",
        "▌ 1 April 2025 10:00",
    ]


def test_edited_and_thinking() -> None:
    edited = MessageView(message(content="x", edited_timestamp="2025-04-01T10:01:00+00:00"), READING)
    thinking = MessageView(message(flags=128), READING)
    assert lines(edited)[0] == "Talkbot  APP   10:00  (edited)"
    assert lines(thinking)[1].endswith("is thinking …")


def test_answer_shows_what_it_answers() -> None:
    asked = message(content="who *speaks*?\nplease") | {"author": {"username": "maya", "global_name": "Maya"}}
    view = MessageView(message(content="Ada") | {"referenced_message": asked}, READING)
    assert lines(view) == ["╭ Maya: who speaks?", "Talkbot  APP   10:00", "Ada"]


def test_colours_and_links_reach_the_terminal() -> None:
    view = MessageView(message(embeds=[{"title": "T", "url": "https://example.org", "color": 0x5865F2}]), READING)
    text = shown(view, colors=True)
    assert "38;2;88;101;242m▌" in text
    assert "https://example.org\x1b\\" in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    fields = [{"name": f"Field {number}", "value": "word " * 30, "inline": True} for number in range(5)]
    embed = {"title": "word " * 40, "description": "x" * 300, "fields": fields, "footer": {"text": "f " * 200}}
    buttons = [{"type": 2, "style": 2, "label": "Label " * 5, "custom_id": str(number)} for number in range(5)]
    view = MessageView(message(embeds=[embed], components=[{"type": 1, "components": buttons}]), READING)
    assert max(Text(line).cell_len for line in lines(view, width=width)) <= width


def test_terminal_without_unicode_gets_another_bar() -> None:
    text = shown(MessageView(message(flags=64, embeds=[{"title": "T"}]), READING), encoding="ascii")
    assert "| T" in text
    assert "* Only you can see this" in text


def test_v2_components() -> None:
    section = {"type": 9, "components": [{"type": 10, "content": "**text**"}]}
    accessory = {"accessory": {"type": 2, "style": 1, "label": "Open", "custom_id": "o"}}
    view = MessageView(message(components=[{"type": 17, "components": [section | accessory]}]), READING)
    assert lines(view)[1:] == ["text", "1 [ Open ]"]


def test_choices() -> None:
    assert lines(choices_view([{"name": "[b]One", "value": "1"}, {"name": "Two", "value": "2"}])) == [
        " 1 [b]One",
        " 2 Two",
    ]
    assert lines(choices_view([])) == ["Nothing to choose from"]


async def test_form(town: Town) -> None:
    form: Modal = await town.maya.types("/form", town.general).modal()
    text = shown(modal_view(form))
    assert "Edit talk" in text
    assert "1 Title *" in text
    assert "Old" in text
    assert "2 Note" in text
