"""A server in which much is asked of a slow database is in nobody else's way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.sandbox.people.replies import Reply
from tests.end_to_end.conftest import Town

# More than there are connections.
MEMBERS = 40


@asynccontextmanager
async def locked_talks(database_url: str) -> AsyncIterator[None]:
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("LOCK TABLE talks IN ACCESS EXCLUSIVE MODE"))
        yield
    await engine.dispose()


@pytest.mark.both_databases
async def test_others_are_answered_while_one_server_waits_for_the_database(town: Town, database_url: str) -> None:
    if not database_url.startswith("postgresql"):
        pytest.skip("whoever writes to a file of SQLite keeps no reader waiting")
    members = [town.guild.add_member(f"Member {number}") for number in range(MEMBERS)]
    other = town.discord.add_guild("Elsewhere")
    moderator, channel = other.add_moderator("Omar"), other.add_channel("talks")
    async with locked_talks(database_url):
        replies = [member.types("/talk list", town.channel) for member in members]
        told = next(asyncio.as_completed([trouble(reply) for reply in replies]))
        assert await told == "Much is asked here at the moment, and my database is slow. Try again in a few seconds."
        assert (await moderator.types("/settings show", channel).message(within=2)).embeds
    await asyncio.gather(*(reply.message(within=20) for reply in replies))


async def trouble(reply: Reply) -> str:
    return (await reply.message(within=20)).content
