"""Every limit of Discord is refused with 50035 and a tree that names the place."""

from typing import Any

import pytest

from bot.sandbox.world.interactions import InteractionKind
from bot.sandbox.world.snowflakes import Json
from tests.sandbox.conftest import Bare

BUTTON: Json = {"type": 2, "style": 1, "label": "Yes", "custom_id": "yes"}
SELECT: Json = {"type": 3, "custom_id": "menu", "options": [{"label": "One", "value": "1"}]}


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def buttons(count: int, start: int = 0) -> list[Json]:
    return [BUTTON | {"custom_id": f"button-{start + number}"} for number in range(count)]


def options(count: int) -> list[Json]:
    return [{"label": f"Option {number}", "value": str(number)} for number in range(count)]


def embed(**parts: Any) -> Json:
    return {"embeds": [{"title": "Title"} | parts]}


def controls(*rows: Json) -> Json:
    return {"components": list(rows)}


TOO_LONG = [
    ({"content": "x" * 2001}, "content"),
    ({"content": "x", "nonce": "n" * 26}, "nonce"),
    ({"embeds": [{"title": "t"}] * 11}, "embeds"),
    (embed(title="x" * 257), "embeds.0.title"),
    (embed(description="x" * 4097), "embeds.0.description"),
    (embed(fields=[{"name": "n", "value": "v"}] * 26), "embeds.0.fields"),
    (embed(fields=[{"name": "x" * 257, "value": "v"}]), "embeds.0.fields.0.name"),
    (embed(fields=[{"name": "n", "value": "x" * 1025}]), "embeds.0.fields.0.value"),
    (embed(fields=[{"name": " ", "value": "v"}]), "embeds.0.fields.0.name"),
    (embed(fields=[{"name": "n", "value": ""}]), "embeds.0.fields.0.value"),
    (embed(footer={"text": "x" * 2049}), "embeds.0.footer.text"),
    (embed(author={"name": "x" * 257}), "embeds.0.author.name"),
    ({"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]}, "embeds"),
    ({"embeds": [{"color": 1}]}, "embeds.0.description"),
    (embed(color=0x1000000), "embeds.0.color"),
    (embed(url="ftp://example.org"), "embeds.0.url"),
    (embed(url="example.org"), "embeds.0.url"),
    (embed(url="https://exa mple.org"), "embeds.0.url"),
    (embed(image={"url": "file:///etc/passwd"}), "embeds.0.image.url"),
    (controls(*(row(*buttons(1, start)) for start in range(6))), "components"),
    (controls(row(*buttons(6))), "components.0.components"),
    (controls(row()), "components.0.components"),
    (controls(row(SELECT, BUTTON)), "components.0.components"),
    (controls(BUTTON), "components.0.type"),
    (controls(row(BUTTON | {"label": "x" * 81})), "components.0.components.0.label"),
    (controls(row({"type": 2, "style": 1, "custom_id": "x"})), "components.0.components.0.label"),
    (controls(row(BUTTON | {"custom_id": "x" * 101})), "components.0.components.0.custom_id"),
    (controls(row(BUTTON, BUTTON)), "components.0.components.1.custom_id"),
    (controls(row({"type": 2, "style": 1, "label": "x"})), "components.0.components.0.custom_id"),
    (controls(row({"type": 2, "style": 5, "label": "x"})), "components.0.components.0.url"),
    (controls(row({"type": 2, "style": 5, "label": "x", "url": "ftp://x"})), "components.0.components.0.url"),
    (controls(row(BUTTON | {"style": 9})), "components.0.components.0.style"),
    (controls(row(SELECT | {"options": options(26)})), "components.0.components.0.options"),
    (controls(row(SELECT | {"options": []})), "components.0.components.0.options"),
    (controls(row(SELECT | {"max_values": 2})), "components.0.components.0.max_values"),
    (controls(row(SELECT | {"min_values": 2})), "components.0.components.0.max_values"),
    (controls(row(SELECT | {"min_values": -1})), "components.0.components.0.min_values"),
    ({"embeds": "none"}, "embeds"),
    ({"content": 5}, "content"),
    ({"content": "x", "attachments": [{"id": "0"}] * 11}, "attachments"),
    (embed(footer={}), "embeds.0.footer.text"),
    (controls(row(SELECT | {"placeholder": "x" * 151})), "components.0.components.0.placeholder"),
    (
        controls(row(SELECT | {"options": options(1) * 2, "max_values": 2})),
        "components.0.components.0.options.1.value",
    ),
    (
        controls(row(SELECT | {"options": [{"label": "x" * 101, "value": "1"}]})),
        "components.0.components.0.options.0.label",
    ),
    ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "allowed_mentions"),
    ({"flags": 1 << 15, "components": [{"type": 10, "content": "x"}] * 41}, "components"),
    ({"flags": 1 << 15, "components": [{"type": 10, "content": "x" * 2001}] * 2}, "components"),
    ({"content": "old", "flags": 1 << 15, "components": [{"type": 10, "content": "x"}]}, "content"),
]

JUST_RIGHT = [
    {"content": "x" * 2000, "nonce": "n" * 25},
    {"embeds": [{"title": "t"}] * 10},
    embed(title="x" * 256, fields=[{"name": "x" * 256, "value": "x" * 1024}] * 4),
    {"embeds": [{"description": "x" * 4000}, {"description": "x" * 2000}]},
    embed(url="https://example.org/?q=a%20b", image={"url": "http://127.0.0.1:1/x.png"}),
    controls(*(row(*buttons(5, start)) for start in range(0, 25, 5))),
    controls(row(SELECT | {"options": options(25), "min_values": 0, "max_values": 25})),
    {"flags": 1 << 15, "components": [{"type": 17, "components": [{"type": 10, "content": "x"}, row(BUTTON)]}]},
]


async def refused_places(bare: Bare, method: str, path: str, body: Any) -> list[str]:
    """Where the errors stand, as Discord's tree has it."""
    status, answer = await bare.send(method, path, body)
    assert (status, answer["code"]) == (400, 50035)
    return sorted(places(answer["errors"]))


def places(tree: Json, path: str = "") -> list[str]:
    found = [path] if "_errors" in tree else []
    for key, below in tree.items():
        if key != "_errors":
            found += places(below, f"{path}.{key}".lstrip("."))
    return found


@pytest.mark.parametrize(("body", "place"), TOO_LONG)
async def test_message_beyond_a_limit_is_refused(bare: Bare, body: Json, place: str) -> None:
    assert await refused_places(bare, "POST", bare.messages, body) == [place]
    assert not bare.general.messages


@pytest.mark.parametrize("body", JUST_RIGHT)
async def test_message_at_a_limit_is_taken(bare: Bare, body: Json) -> None:
    status, sent = await bare.send("POST", bare.messages, body)
    assert status == 200
    assert int(sent["id"]) in bare.general.messages


@pytest.mark.parametrize("body", [{}, {"content": "  "}, {"content": None, "embeds": []}])
async def test_empty_message_is_refused(bare: Bare, body: Json) -> None:
    status, answer = await bare.send("POST", bare.messages, body)
    assert (status, answer["code"]) == (400, 50006)


async def test_edit_obeys_the_same_limits(bare: Bare) -> None:
    _, sent = await bare.send("POST", bare.messages, {"content": "x"})
    path = f"{bare.messages}/{sent['id']}"
    assert await refused_places(bare, "PATCH", path, {"content": "x" * 2001}) == ["content"]
    status, answer = await bare.send("PATCH", path, {"content": ""})
    assert (status, answer["code"]) == (400, 50006)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"choices": [{"name": "n", "value": "v"}] * 26}, "data.choices"),
        ({"choices": [{"name": "x" * 101, "value": "v"}]}, "data.choices.0.name"),
        ({"choices": [{"name": "n", "value": "x" * 101}]}, "data.choices.0.value"),
        ({}, "data.choices"),
    ],
)
async def test_choices_beyond_a_limit_are_refused(bare: Bare, data: Json, place: str) -> None:
    path = open_interaction(bare, InteractionKind.AUTOCOMPLETE)
    assert await refused_places(bare, "POST", path, {"type": 8, "data": data}) == [place]


TEXT = {"type": 4, "custom_id": "text", "style": 1, "label": "Text"}


def labelled(field: Json, label: str = "Label") -> Json:
    return {"type": 18, "label": label, "component": {key: field[key] for key in field if key != "label"}}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"title": "x" * 46}, "data.title"),
        ({"custom_id": ""}, "data.custom_id"),
        ({"components": []}, "data.components"),
        ({"components": [labelled(TEXT | {"custom_id": str(number)}) for number in range(6)]}, "data.components"),
        ({"components": [labelled(TEXT), labelled(TEXT)]}, "data.components"),
        ({"components": [labelled(TEXT, "x" * 46)]}, "data.components.0.label"),
        ({"components": [row(TEXT | {"label": "x" * 46})]}, "data.components.0.components.0.label"),
        ({"components": [row(TEXT, TEXT | {"custom_id": "other"})]}, "data.components.0.components"),
        ({"components": [labelled(TEXT | {"max_length": 4001})]}, "data.components.0.component.max_length"),
        ({"components": [labelled(TEXT | {"value": "x" * 11, "max_length": 10})]}, "data.components.0.component.value"),
        ({"components": [labelled(TEXT | {"style": 3})]}, "data.components.0.component.style"),
        ({"components": [BUTTON]}, "data.components.0.type"),
    ],
)
async def test_form_beyond_a_limit_is_refused(bare: Bare, changes: Json, place: str) -> None:
    path = open_interaction(bare, InteractionKind.COMMAND)
    data = {"title": "Form", "custom_id": "form", "components": [labelled(TEXT)]} | changes
    assert await refused_places(bare, "POST", path, {"type": 9, "data": data}) == [place]


async def test_answer_to_an_interaction_obeys_the_limits_of_messages(bare: Bare) -> None:
    path = open_interaction(bare, InteractionKind.COMMAND)
    body = {"type": 4, "data": {"content": "x" * 2001}}
    assert await refused_places(bare, "POST", path, body) == ["data.content"]


def open_interaction(bare: Bare, kind: InteractionKind) -> str:
    """The path to answer at."""
    interaction = bare.discord.world.interactions.open(kind, bare.maya, bare.general, {})
    return f"/interactions/{interaction.id}/{interaction.token}/callback"


COMMAND: Json = {"name": "talk", "description": "Talks"}
LONG_CHOICES = [{"name": f"{place:0100}", "value": "v" * 100} for place in range(4)]
OPTION: Json = {"type": 3, "name": "query", "description": "What"}


def with_options(*entries: Json) -> Json:
    return COMMAND | {"options": list(entries)}


@pytest.mark.parametrize(
    ("command", "place"),
    [
        (COMMAND | {"name": "x" * 33}, "0.name"),
        (COMMAND | {"name": "Talk"}, "0.name"),
        (COMMAND | {"name": "a b"}, "0.name"),
        (COMMAND | {"description": "x" * 101}, "0.description"),
        (COMMAND | {"description": ""}, "0.description"),
        (with_options(*(OPTION | {"name": f"o{number}"} for number in range(26))), "0.options"),
        (with_options(OPTION, OPTION), "0.options.1.name"),
        (with_options(OPTION | {"name": "Query"}), "0.options.0.name"),
        (with_options(OPTION, OPTION | {"name": "b", "required": True}), "0.options.1"),
        (with_options(OPTION | {"choices": [{"name": "c", "value": "v"}] * 26}), "0.options.0.choices"),
        (with_options(OPTION | {"choices": [{"name": "c", "value": "x" * 101}]}), "0.options.0.choices.0.value"),
        (with_options(OPTION | {"type": 5, "autocomplete": True}), "0.options.0.autocomplete"),
        (with_options(OPTION | {"type": 99}), "0.options.0.type"),
        (
            with_options(*(OPTION | {"name": f"o{number}", "choices": LONG_CHOICES} for number in range(10))),
            "0",
        ),
    ],
)
async def test_command_beyond_a_limit_is_refused(bare: Bare, command: Json, place: str) -> None:
    path = f"/applications/{bare.discord.world.application.id}/commands"
    assert await refused_places(bare, "PUT", path, [command]) == [place]


async def test_two_commands_of_one_name_are_refused(bare: Bare) -> None:
    path = f"/applications/{bare.discord.world.application.id}/commands"
    assert await refused_places(bare, "PUT", path, [COMMAND, COMMAND]) == ["1"]


async def test_body_that_is_no_json_is_refused(bare: Bare) -> None:
    status, answer = await bare.send("POST", bare.messages, "no object")
    assert (status, answer["code"]) == (400, 50109)
