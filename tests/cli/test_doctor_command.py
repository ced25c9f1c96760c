"""Each set-up that is broken in one way, and what the doctor says of it."""

import json
import os
import shutil
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from discord.gateway import DiscordWebSocket

from bot.cli.doctor import doctor as examine_all
from bot.sandbox import Permission, Sandbox
from bot.sandbox.world.guilds import Guild
from bot.store import vital_signs
from tests.cli.conftest import StartBot, Talkbot
from tests.conftest import on_postgresql
from tests.databases_of_others import LATIN, database_of_another

Findings: TypeAlias = dict[str, dict[str, Any]]
Doctor: TypeAlias = Callable[..., Awaitable[tuple[bool, Findings]]]


@pytest.fixture
async def discord() -> AsyncIterator[Sandbox]:
    async with Sandbox() as discord:
        yield discord


@pytest.fixture
def guild(discord: Sandbox) -> Guild:
    return discord.add_guild("Cloud Native Detroit")


@pytest.fixture
def doctor(
    tmp_path: Path,
    environment: Mapping[str, str],
    discord: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Doctor:
    """Whether nothing is broken, and what is not well, by what it is about."""
    # Settings are those of the whole process.
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)

    async def ask(**settings: str) -> tuple[bool, Findings]:
        own = {"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.api_url}
        for name, value in {**environment, **own, **settings}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)
        is_well = await examine_all(as_json=True)
        said = capsys.readouterr().out
        assert discord.token not in said
        findings = map(json.loads, said.splitlines())
        return is_well, {finding["about"]: finding for finding in findings if finding["health"] != "well"}

    return ask


def change(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / "talkbot.db")) as connection, connection:
        connection.execute(statement, values)


def follow(folder: Path, guild_id: int, channel_id: int) -> None:
    change(
        folder, "INSERT INTO change_channels (guild_id, event_id, channel_id) VALUES (?, 1, ?)", guild_id, channel_id
    )


def only(findings: Findings, about: str) -> str:
    """What is broken and what to do, as one text."""
    assert list(findings) == [about]
    assert findings[about]["health"] == "broken"
    return f"{findings[about]['says']} {findings[about]['advice']}"


async def test_nothing_is_wrong(doctor: Doctor, guild: Guild, tmp_path: Path) -> None:
    follow(tmp_path, guild.id, guild.add_channel("talks").id)
    assert await doctor() == (True, {})


def test_exit_status_and_standard_output_are_for_scripts(talkbot: Talkbot) -> None:
    """Nothing listens at the first port, so Discord is away."""
    away = "http://127.0.0.1:1/api/v10"
    ended = talkbot("doctor", "--json", DISCORD_API_URL=away, DISCORD_TOKEN="hidden")
    assert ended.returncode == 1
    assert [json.loads(line)["about"] for line in ended.stdout.splitlines()][-1] == "Discord"
    assert ended.stderr == b""
    ended = talkbot("doctor", DISCORD_API_URL=away, DISCORD_TOKEN="hidden")
    assert ended.returncode == 1
    *_, trouble, advice = ended.stdout.decode().splitlines()
    assert trouble.startswith("✗ Discord: http://127.0.0.1:1/api/v10 cannot be reached: ")
    assert advice == "  → Look at the network, the firewall and DISCORD_API_URL."


async def test_setting_is_wrong(doctor: Doctor) -> None:
    is_well, found = await doctor(SYNC_MINUTES="hidden")
    assert not is_well
    assert "SYNC_MINUTES is wrong: expected a number of minutes" in only(found, "settings")
    assert "hidden" not in str(found)


@pytest.mark.parametrize(
    ("count", "ids", "told"),
    [("2", "5", "of 2 shards the last one is 1."), ("", "0", "SHARD_IDS needs SHARD_COUNT")],
)
async def test_shards_do_not_fit_together(doctor: Doctor, guild: Guild, count: str, ids: str, told: str) -> None:
    is_well, found = await doctor(SHARD_COUNT=count, SHARD_IDS=ids)
    assert not is_well
    assert told in only(found, "shards")


async def test_nobody_serves_the_other_shards(doctor: Doctor, guild: Guild) -> None:
    is_well, found = await doctor(SHARD_COUNT="2", SHARD_IDS="0")
    assert is_well
    assert list(found) == ["shards"]
    assert found["shards"]["says"] == (
        "Several processes need PostgreSQL. On SQLite this one is alone and serves 1 of 2 shards; "
        "nobody serves the servers of the others."
    )


@on_postgresql
async def test_other_processes_may_serve_the_other_shards(doctor: Doctor, guild: Guild) -> None:
    async with database_of_another() as database:
        await database.make_tables()
        assert await doctor(DATABASE_URL=database.owners_url, SHARD_COUNT="2", SHARD_IDS="0") == (True, {})


async def test_port_is_taken(doctor: Doctor, guild: Guild) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        is_well, found = await doctor(HTTP_PORT=str(other.getsockname()[1]))
    assert not is_well
    assert only(found, "HTTP").startswith("HTTP_PORT is taken: something listens on 127.0.0.1:")


@pytest.mark.parametrize("host", ["192.0.2.1", "a..b"])
async def test_address_is_not_this_machines(doctor: Doctor, guild: Guild, host: str) -> None:
    is_well, found = await doctor(HTTP_PORT="8080", HTTP_HOST=host)
    assert not is_well
    assert only(found, "HTTP").startswith(f"HTTP_HOST is wrong: nothing can listen on {host}.")


async def test_bot_that_runs_has_the_port(doctor: Doctor, start_bot: StartBot, discord: Sandbox, guild: Guild) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = str(nobody.getsockname()[1])
    await start_bot(discord, HTTP_PORT=port, HTTP_HOST="0.0.0.0")
    await discord.connected(within=30)
    assert await doctor(HTTP_PORT=port, HTTP_HOST="0.0.0.0") == (True, {})


async def test_gateway_is_away(doctor: Doctor, guild: Guild) -> None:
    is_well, found = await doctor(DISCORD_GATEWAY_URL="ws://127.0.0.1:1")
    assert not is_well
    assert only(found, "gateway").startswith("ws://127.0.0.1:1 cannot be reached: ")


async def test_gateway_hears_nobody(doctor: Doctor, discord: Sandbox, guild: Guild) -> None:
    discord.faults.refuse_gateway()
    is_well, found = await doctor()
    assert not is_well
    assert "Look at the network, the firewall and DISCORD_GATEWAY_URL." in only(found, "gateway")


async def test_token_is_missing(doctor: Doctor, guild: Guild) -> None:
    is_well, found = await doctor(DISCORD_TOKEN="")
    assert not is_well
    assert only(found, "token").startswith("DISCORD_TOKEN is missing. Copy it from")


async def test_token_is_refused(doctor: Doctor, guild: Guild) -> None:
    is_well, found = await doctor(DISCORD_TOKEN="hidden.hidden.hidden")
    assert not is_well
    assert only(found, "token").startswith("DISCORD_TOKEN is refused by Discord. Copy it again")
    assert "hidden" not in str(found)


async def test_token_was_broken_in_two(doctor: Doctor, discord: Sandbox) -> None:
    is_well, found = await doctor(DISCORD_TOKEN="hidden.\nhidden.hidden")
    assert not is_well
    assert "DISCORD_TOKEN is wrong: expected the token" in only(found, "settings")
    assert "in one line and without blanks" in only(found, "settings")
    assert "hidden" not in str(found)


async def test_discord_is_away(doctor: Doctor, discord: Sandbox) -> None:
    async with discord.unreachable():
        is_well, found = await doctor()
    assert not is_well
    assert "cannot be reached" in only(found, "Discord")


async def test_several_things_are_wrong_and_all_are_named(doctor: Doctor, discord: Sandbox, tmp_path: Path) -> None:
    change(tmp_path, "UPDATE events SET time_zone = 'Mars/Olympus'")
    async with discord.unreachable():
        is_well, found = await doctor(DISCORD_TOKEN="")
    assert not is_well
    assert sorted(found) == ["Discord", "time zones", "token"]


async def test_something_else_than_discord_answers(doctor: Doctor, discord: Sandbox) -> None:
    is_well, found = await doctor(DISCORD_API_URL=f"{discord.api_url}/nowhere")
    assert not is_well
    assert "it answers 404. Look at the network, the firewall and DISCORD_API_URL." in only(found, "Discord")


async def test_commands_go_elsewhere(doctor: Doctor, discord: Sandbox, guild: Guild) -> None:
    discord.world.application.endpoint_url = "https://example.org/interactions"
    is_well, found = await doctor()
    assert not is_well
    assert "Clear that field on your application's page" in only(found, "commands")


async def test_clock_is_wrong(tmp_path: Path, environment: Mapping[str, str], doctor: Doctor) -> None:
    async with Sandbox(clock=lambda: time.time() + 3_600) as discord:
        discord.add_guild("Cloud Native Detroit")
        is_well, found = await doctor(DISCORD_API_URL=discord.api_url)
    assert not is_well
    assert "seconds behind Discord's. Set it" in only(found, "clock")


async def test_permission_is_missing(doctor: Doctor, guild: Guild, tmp_path: Path) -> None:
    channel = guild.add_channel("talks")
    channel.deny(guild.everyone, Permission.EMBED_LINKS)
    follow(tmp_path, guild.id, channel.id)
    is_well, found = await doctor()
    assert not is_well
    assert only(found, "channels") == (
        "In #talks the bot lacks Embed Links (for news of changes in Cloud Native Detroit). "
        "Give it these permissions in the channel's settings."
    )


async def test_channel_is_hidden(doctor: Doctor, guild: Guild, tmp_path: Path) -> None:
    channel = guild.add_channel("secret")
    channel.deny(guild.everyone, Permission.VIEW_CHANNEL)
    follow(tmp_path, guild.id, channel.id)
    is_well, found = await doctor()
    assert not is_well
    assert "View Channel" in only(found, "channels")


async def test_channel_is_gone(doctor: Doctor, guild: Guild, tmp_path: Path) -> None:
    follow(tmp_path, guild.id, 12345)
    is_well, found = await doctor()
    assert not is_well
    assert "The channel 12345 is gone" in only(found, "channels")


async def test_bot_was_thrown_out(doctor: Doctor, guild: Guild, tmp_path: Path) -> None:
    follow(tmp_path, 12345, 678)
    is_well, found = await doctor()
    assert not is_well
    assert "no longer in the server 12345, which chose channels for news of changes" in only(found, "servers")


async def test_database_cannot_be_opened(doctor: Doctor, guild: Guild) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    url = f"postgresql+asyncpg://someone:hidden@127.0.0.1:{port}/talkbot"
    is_well, found = await doctor(DATABASE_URL=url)
    assert not is_well
    assert "cannot be opened" in only(found, "database")
    assert "hidden" not in str(found)


@on_postgresql
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("sslmode=require", "rejected SSL upgrade"),
        ("sslmode=hidden", "expected sslmode to be one of disable, allow, prefer, require"),
        ("connect_timeout=hidden", "expected connect_timeout to be a number"),
        ("channel_binding=require", "asks for channel_binding, which does not work here. The driver cannot bind"),
        (
            "schema=hidden",
            "asks for schema, which does not work here. Write options=-csearch_path%3DNAME instead",
        ),
        ("hidden=hidden", "behind its ? stands something unknown. Leave it out; in a password, write ? as %3F"),
    ],
)
async def test_what_is_asked_of_postgresql_is_not_to_be_had(
    doctor: Doctor, guild: Guild, asked: str, told: str
) -> None:
    async with database_of_another() as database:
        is_well, found = await doctor(DATABASE_URL=f"{database.url}?{asked}")
    assert not is_well
    assert told in only(found, "database")
    assert "hidden" not in str(found)


@on_postgresql
async def test_role_may_not_make_tables(doctor: Doctor, guild: Guild) -> None:
    async with database_of_another() as database:
        is_well, found = await doctor(DATABASE_URL=database.url)
        role = database.role
        assert not is_well
        assert only(found, "tables") == (
            f"The role {role} may not make tables in the schema public of the database {role}. "
            f"As an administrator: ALTER DATABASE {role} OWNER TO {role}; "
            f"or GRANT USAGE, CREATE ON SCHEMA public TO {role}."
        )
        await database.owner_says(f"ALTER DATABASE {role} OWNER TO {role}")
        is_well, found = await doctor(DATABASE_URL=database.url)
        assert is_well
        assert found["tables"]["says"] == "There are no tables yet."


@on_postgresql
async def test_encoding_lacks_letters(doctor: Doctor, guild: Guild) -> None:
    async with database_of_another(LATIN) as database:
        is_well, found = await doctor(DATABASE_URL=database.owners_url)
        assert not is_well
        assert "keeps text as LATIN1" in only(found, "tables")
        assert "ENCODING 'UTF8' TEMPLATE template0." in only(found, "tables")


@on_postgresql
async def test_role_may_not_read_the_tables(doctor: Doctor, guild: Guild) -> None:
    async with database_of_another() as database:
        await database.make_tables()
        is_well, found = await doctor(DATABASE_URL=database.url)
        assert not is_well
        assert only(found, "tables") == (
            "They cannot be read: permission denied for table alembic_version. "
            "Make the role of DATABASE_URL the owner of all tables: ALTER TABLE … OWNER TO …."
        )
        await database.owner_says(f"GRANT SELECT, UPDATE ON alembic_version TO {database.role}")
        is_well, found = await doctor(DATABASE_URL=database.url)
        assert not is_well
        assert "It cannot be read: permission denied for table" in only(found, "catalog")


async def test_tables_are_of_no_version(doctor: Doctor, guild: Guild, tmp_path: Path) -> None:
    change(tmp_path, "DELETE FROM alembic_version")
    is_well, found = await doctor()
    assert not is_well
    assert only(found, "tables").startswith("They are there, but nothing says of which version. Restore a backup")


@on_postgresql
async def test_tables_are_of_no_version_in_postgresql(doctor: Doctor, guild: Guild) -> None:
    async with database_of_another() as database:
        await database.make_tables()
        await database.owner_says("DELETE FROM alembic_version")
        is_well, found = await doctor(DATABASE_URL=database.owners_url)
    assert not is_well
    assert only(found, "tables").startswith("They are there, but nothing says of which version. Restore a backup")


@on_postgresql
async def test_table_is_missing_in_postgresql(doctor: Doctor, guild: Guild) -> None:
    async with database_of_another() as database:
        await database.make_tables()
        await database.owner_says("DROP TABLE lookups")
        is_well, found = await doctor(DATABASE_URL=database.owners_url)
    assert not is_well
    assert "Some are missing: lookups. Stop the bot and restore a backup" in only(found, "tables")


async def test_table_is_missing(doctor: Doctor, guild: Guild, tmp_path: Path) -> None:
    change(tmp_path, "DROP TABLE lookups")
    is_well, found = await doctor()
    assert not is_well
    assert "Some are missing: lookups. Stop the bot and restore a backup" in only(found, "tables")


async def test_folder_of_the_database_cannot_be_made(doctor: Doctor, guild: Guild) -> None:
    is_well, found = await doctor(DATABASE_URL="sqlite+aiosqlite:////dev/null/talkbot.db")
    assert not is_well
    assert "cannot be made" in only(found, "database")


async def test_database_is_damaged(doctor: Doctor, guild: Guild, tmp_path: Path) -> None:
    with (tmp_path / "talkbot.db").open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 8)
    is_well, found = await doctor()
    assert not is_well
    assert "restore a backup" in only(found, "database")


async def test_database_is_locked(
    doctor: Doctor, guild: Guild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vital_signs, "_PATIENT_SECONDS", 0.05)
    with closing(sqlite3.connect(tmp_path / "talkbot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        is_well, found = await doctor()
    assert not is_well
    assert "It cannot be written: database is locked." in only(found, "writing")


async def test_tables_are_of_a_newer_bot(doctor: Doctor, guild: Guild, tmp_path: Path) -> None:
    change(tmp_path, "UPDATE alembic_version SET version_num = '9999'")
    is_well, found = await doctor()
    assert not is_well
    assert "They are at version 9999, newer than this bot knows" in only(found, "tables")


async def test_disk_is_too_full(doctor: Doctor, guild: Guild, tmp_path: Path) -> None:
    """The file claims more than any disk has free, and takes none of it."""
    os.truncate(tmp_path / "talkbot.db", 2 * shutil.disk_usage(tmp_path).free)
    is_well, found = await doctor()
    assert not is_well
    assert "Make room" in only(found, "disk")


async def test_time_zone_is_unknown(doctor: Doctor, guild: Guild, tmp_path: Path) -> None:
    change(tmp_path, "UPDATE events SET time_zone = 'Mars/Olympus'")
    is_well, found = await doctor()
    assert not is_well
    assert only(found, "time zones").startswith("Not known here: Mars/Olympus (in events).")


async def test_what_is_doubtful_is_told_and_breaks_nothing(doctor: Doctor, discord: Sandbox, tmp_path: Path) -> None:
    discord.world.application.message_content = True
    change(tmp_path, "UPDATE alembic_version SET version_num = '0001'")
    is_well, found = await doctor()
    assert is_well
    assert sorted(found) == ["intents", "servers", "tables"]
    assert "Message Content" in found["intents"]["says"]
    assert f"client_id={discord.world.application.id}&" in found["servers"]["advice"]


async def test_database_that_is_not_there_is_not_made(doctor: Doctor, guild: Guild, tmp_path: Path) -> None:
    is_well, found = await doctor(DATABASE_URL="sqlite+aiosqlite:///new folder/talkbot.db")
    assert is_well
    assert list(found) == ["database"]
    assert not (tmp_path / "new folder").exists()


async def test_bot_that_runs_is_not_disturbed(
    doctor: Doctor, start_bot: StartBot, discord: Sandbox, guild: Guild
) -> None:
    channel, maya = guild.add_channel("talks"), guild.add_member("Maya")
    bot = await start_bot(discord)
    sessions = await discord.connected(within=30)
    await discord.synced("talk")
    assert await doctor() == (True, {})
    assert await discord.connected() == sessions
    assert (await maya.types("/talk search cni", channel)).embeds
    assert "Traceback" not in bot.said


async def test_nothing_is_sent_but_questions(doctor: Doctor, discord: Sandbox, guild: Guild, tmp_path: Path) -> None:
    follow(tmp_path, guild.id, guild.add_channel("talks").id)
    before = (tmp_path / "talkbot.db").read_bytes()
    await doctor()
    assert {request.method for request in discord.requests} == {"GET"}
    assert discord.gateway.sockets == set()
    assert (tmp_path / "talkbot.db").read_bytes() == before
