"""How a typed line is split into a command and its options."""

import pytest

from bot.sandbox import TypingError
from bot.sandbox.people.lines import read_line
from bot.sandbox.world.snowflakes import Json

STRING, INTEGER, CHANNEL, USER = 3, 4, 7, 6


def option(name: str, kind: int = STRING, *, required: bool = True) -> Json:
    return {"name": name, "type": kind, "required": required}


def command(*options: Json, name: str = "do") -> Json:
    return {"name": name, "options": list(options)}


POST = command(option("event"), option("channel", CHANNEL), option("style", required=False))
ONCE = command(option("when"), option("channel", CHANNEL), option("message"))
COUNT = command(option("count", INTEGER), option("who", USER))


@pytest.mark.parametrize(
    ("definition", "line", "texts"),
    [
        (POST, "/do KubeCon #general", {"event": "KubeCon", "channel": "#general"}),
        (POST, "/do KubeCon North America #general", {"event": "KubeCon North America", "channel": "#general"}),
        (
            POST,
            '/do "KubeCon EU" #general style:brief',
            {"event": "KubeCon EU", "channel": "#general", "style": "brief"},
        ),
        (POST, "/do #general event:KubeCon", {"channel": "#general", "event": "KubeCon"}),
        (POST, "/do event:KubeCon channel:#general", {"event": "KubeCon", "channel": "#general"}),
        (POST, "/do x: y #general", {"event": "x: y", "channel": "#general"}),
        (
            ONCE,
            "/do tomorrow #general Hello, all",
            {"when": "tomorrow", "channel": "#general", "message": "Hello, all"},
        ),
        (ONCE, '/do "in 2 hours" #general Hi', {"when": "in 2 hours", "channel": "#general", "message": "Hi"}),
        (ONCE, "/do tomorrow", {"when": "tomorrow"}),
        (COUNT, "/do 5 @Maya", {"count": "5", "who": "@Maya"}),
        (COUNT, '/do 5 "@Maya Chen"', {"count": "5", "who": "@Maya Chen"}),
        (command(), "/do", {}),
    ],
)
def test_words_find_their_options(definition: Json, line: str, texts: dict[str, str]) -> None:
    assert read_line(line, [definition]).texts == texts


@pytest.mark.parametrize(
    ("line", "focused", "text"),
    [
        ("/do ", "event", ""),
        ("/do Kube", "event", "Kube"),
        ("/do KubeCon North", "event", "KubeCon North"),
        ("/do KubeCon North #gen", "channel", "#gen"),
        ("/do KubeCon #general style:", "style", ""),
        ("/do KubeCon #general style:sh", "style", "sh"),
        ("/do event:Kube", "event", "Kube"),
    ],
)
def test_last_option_typed_is_completed(line: str, focused: str, text: str) -> None:
    typed = read_line(line, [POST], completing=True)
    assert (typed.focused, typed.texts[focused]) == (focused, text)


@pytest.mark.parametrize(
    ("definition", "line", "reason"),
    [
        (COUNT, "/do 5 @Maya and more", "more than count, who take"),
        (command(option("style", required=False)), "/do short", "belongs to no option"),
        (command(), "/dont", "no command /dont"),
        (command(), "/", "no command /"),
    ],
)
def test_line_without_a_meaning(definition: Json, line: str, reason: str) -> None:
    with pytest.raises(TypingError, match=reason):
        read_line(line, [definition])


def test_sub_commands_in_groups() -> None:
    leaf = {"name": "add", "type": 1, "options": [option("name")]}
    group = {"name": "speaker", "type": 2, "options": [leaf]}
    typed = read_line("/do speaker add Maya Chen", [command(group)])
    assert ([step["name"] for step in typed.trail], typed.texts) == (["speaker", "add"], {"name": "Maya Chen"})
