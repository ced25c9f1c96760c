"""A server in which much is asked of a slow database is in nobody else's way."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot import shares
from tests.conftest import on_postgresql
from tests.end_to_end.conftest import Town

# More than there are connections.
MEMBERS = 40
SECONDS = 30

Answer: TypeAlias = Coroutine[Any, Any, str]


@asynccontextmanager
async def locked_talks(database_url: str) -> AsyncIterator[None]:
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("LOCK TABLE talks IN ACCESS EXCLUSIVE MODE"))
        yield
    await engine.dispose()


async def to_a_command(town: Town, number: int) -> str:
    member = town.guild.add_member(f"Member {number}")
    return (await member.types("/talk list", town.channel).message(SECONDS)).content


async def to_a_message(town: Town, number: int) -> str:
    """In a channel of its own, for in each one question is answered after the other."""
    member, channel = town.guild.add_member(f"Member {number}"), town.guild.add_channel(f"talks-{number}")
    return (await member.says(channel, "@Talkbot which talks are about linkerd?").answer(SECONDS)).content


@on_postgresql
@pytest.mark.both_databases
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("answer", [to_a_command, to_a_message])
async def test_others_are_answered_while_one_server_waits_for_the_database(
    town: Town, database_url: str, monkeypatch: pytest.MonkeyPatch, answer: Callable[[Town, int], Answer]
) -> None:
    """Who writes to a file of SQLite keeps no reader waiting."""
    monkeypatch.setattr(shares, "_SECONDS_TO_WAIT", 0.2)
    other = town.discord.add_guild("Elsewhere")
    moderator, channel = other.add_moderator("Omar"), other.add_channel("talks")
    async with locked_talks(database_url):
        asking = [asyncio.create_task(answer(town, number)) for number in range(MEMBERS)]
        told, _ = await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
        assert {task.result() for task in told} == {
            "Much is asked here at the moment, and my database is slow. Try again in a few seconds."
        }
        assert (await moderator.types("/settings show", channel).message(SECONDS)).embeds
    await asyncio.gather(*asking)
