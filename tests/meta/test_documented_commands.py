import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import discord
import pytest
import typer
from discord import app_commands

from bot.cli.main import app
from bot.discord_app.client import TalkbotClient
from bot.services.catalog import Catalog
from bot.store.database import Database

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def client() -> TalkbotClient:
    return TalkbotClient(Catalog(Database("sqlite+aiosqlite://")))


def first_cells() -> list[str]:
    rows = (PROJECT / "README.md").read_text().splitlines()
    return [name for row in rows if row.startswith("| `") for name in re.findall(r"`([^`]+)`", row.split("|")[1])]


def slash_commands(client: TalkbotClient) -> list[app_commands.Command[app_commands.Group, ..., object]]:
    return [command for command in client.tree.walk_commands() if isinstance(command, app_commands.Command)]


def terminal_commands(of: typer.Typer, prefix: str) -> Iterator[str]:
    for command in of.registered_commands:
        assert command.callback is not None
        yield f"{prefix} {command.name or command.callback.__name__.replace('_', '-')}"
    for group in of.registered_groups:
        assert group.typer_instance is not None
        name = group.name or group.typer_instance.info.name
        yield from terminal_commands(group.typer_instance, f"{prefix} {name}")


async def test_readme_lists_the_slash_commands_that_there_are(client: TalkbotClient) -> None:
    there_are = sorted(f"/{command.qualified_name}" for command in slash_commands(client))
    assert there_are == sorted(name for name in first_cells() if name.startswith("/"))


def test_readme_lists_the_terminal_commands_that_there_are() -> None:
    there_are = sorted(terminal_commands(app, "talkbot"))
    assert there_are == sorted(name for name in first_cells() if name.startswith("talkbot "))


async def test_every_slash_command_and_option_is_described(client: TalkbotClient) -> None:
    undescribed = [
        f"{command.qualified_name} {parameter.name}"
        for command in slash_commands(client)
        for parameter in command.parameters
        if parameter.description in {"", "…"}
    ]
    assert undescribed == []
    assert [command for command in slash_commands(client) if command.description in {"", "…"}] == []


def test_every_terminal_command_is_described() -> None:
    undescribed = [command.name for command in app.registered_commands if not inspect.getdoc(command.callback)]
    assert undescribed == []


async def test_client_asks_for_no_privileged_intent(client: TalkbotClient) -> None:
    privileged = discord.Intents(members=True, presences=True, message_content=True)
    assert client.intents.value & privileged.value == 0


async def test_client_mentions_nobody_by_default(client: TalkbotClient) -> None:
    assert client.allowed_mentions is not None
    assert client.allowed_mentions.to_dict() == discord.AllowedMentions.none().to_dict()


def test_no_command_is_shown_with_a_password() -> None:
    """Every user of a machine sees how a command was called."""
    lines = (PROJECT / "README.md").read_text().splitlines()
    assert [line for line in lines if line.startswith("talkbot ") and re.search(r"://[^/\s:]*:[^/\s]*@", line)] == []
