"""What a running bot logs of what people do: that it was done, and never what they wrote."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.people.actions import Member
from bot.sandbox.world.channels import Channel
from tests.cli.conftest import StartBot
from tests.end_to_end.catalog import button_ids

TYPED = ("capybara enclosures", "Zanzibar Ferry", "mongoose", "the walrus speaks at noon", "pelican", "kangaroo")


def handled(said: str) -> list[dict[str, Any]]:
    records = [json.loads(line) for line in said.splitlines()]
    return [record for record in records if record["event"] == "handled"]


async def do_everything(member: Member, moderator: Member, channel: Channel) -> None:
    enclosures, ferry, mongoose, walrus, pelican, kangaroo = TYPED
    await member.types(f"/talk search {enclosures}", channel)
    await member.types(f"/talk ask who spoke about {ferry}?", channel)
    await member.completes(f"/talk show {mongoose}", channel)
    preview = await moderator.types(f"/announce once when:in 2 days channel:talks message:{walrus}", channel)
    await moderator.clicks(preview, "Schedule")
    await member.says(channel, f"@Talkbot is there a {pelican}?").answer()
    await member.types(f"/talk search cni event:{kangaroo}", channel)


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
async def test_what_people_write_is_in_no_log(start_bot: StartBot, level: str) -> None:
    async with Sandbox() as discord:
        guild = discord.add_guild("Cloud Native Detroit")
        channel, maya, moss = guild.add_channel("talks"), guild.add_member("Maya"), guild.add_moderator("Moss")
        bot = await start_bot(discord, LOG_LEVEL=level, LOG_FORMAT="json")
        await discord.connected()
        await discord.synced("talk")
        await do_everything(maya, moss, channel)
        bot.process.terminate()
        assert await bot.exit_code() == 0
    assert [text for text in (*TYPED, "Maya", "Moss", "Detroit", discord.token) if text in bot.said] == []
    seen = [(record["kind"], record["command"], record["outcome"]) for record in handled(bot.said)]
    completion = [("completion", "talk show", "answered")] if level == "DEBUG" else []
    # What follows an answer may take longer than the next answer.
    assert sorted(seen) == [
        ("click", "schedule", "answered"),
        ("command", "announce once", "answered"),
        ("command", "talk ask", "nothing found"),
        ("command", "talk search", "nothing found"),
        ("command", "talk search", "user error"),
        *completion,
        ("message", "question", "nothing found"),
    ]
    assert {record["guild_id"] for record in handled(bot.said)} == {guild.id}
    assert {record["logger"] for record in handled(bot.said)} == {"bot.discord_app.requests"}
    assert len({record["request_id"] for record in handled(bot.said)}) == len(seen)
    assert all(0 <= record["milliseconds"] < 10_000 for record in handled(bot.said))


async def test_bug_of_a_button_is_logged_without_the_query_in_its_id(start_bot: StartBot, tmp_path: Path) -> None:
    async with Sandbox() as discord:
        guild = discord.add_guild("Cloud Native Detroit")
        channel, maya = guild.add_channel("talks"), guild.add_member("Maya")
        bot = await start_bot(discord, LOG_FORMAT="json")
        await discord.connected()
        await discord.synced("talk")
        found = await maya.types("/talk ask how can I debug traffic?", channel)
        assert "debug traffic" in button_ids(found)["Share"]
        with closing(sqlite3.connect(tmp_path / "talkbot.db", isolation_level=None)) as database:
            database.execute("DROP TABLE catalog_revisions")
        await maya.clicks(found, "Share")
        bot.process.terminate()
        assert await bot.exit_code() == 0
    records = [json.loads(line) for line in bot.said.splitlines()]
    (bug,) = [record for record in records if record["event"] == "a bug"]
    assert (bug["name"], "no such table" in bug["exception"]) == ("share", True)
    assert "debug traffic" not in bot.said


async def test_bug_is_logged_with_its_request_and_without_what_was_typed(start_bot: StartBot, tmp_path: Path) -> None:
    async with Sandbox() as discord:
        guild = discord.add_guild("Cloud Native Detroit")
        channel, maya = guild.add_channel("talks"), guild.add_member("Maya")
        bot = await start_bot(discord, LOG_FORMAT="json")
        await discord.connected()
        await discord.synced("talk")
        with closing(sqlite3.connect(tmp_path / "talkbot.db", isolation_level=None)) as database:
            database.execute("DROP TABLE lookups")
        # Too long for a button's id, so it would be kept in the table.
        typed = "cni " + "wallaby " * 20
        answer = await maya.types(f"/talk search {typed}", channel)
        assert answer.content.startswith("Something went wrong on my side.")
        bot.process.terminate()
        assert await bot.exit_code() == 0
    records = [json.loads(line) for line in bot.said.splitlines()]
    (bug,) = [record for record in records if record["event"] == "a bug"]
    assert "no such table: lookups" in bug["exception"]
    (end,) = handled(bot.said)
    assert (bug["request_id"], end["outcome"]) == (end["request_id"], "bug")
    assert "wallaby" not in bot.said
