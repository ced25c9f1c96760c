"""Replying to a message: in its channel, once, and whatever goes wrong is told there or logged."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import discord
import structlog

from bot.discord_app.conversation.posting_rights import PostingRights
from bot.discord_app.errors import bug, explain, outcome_of
from bot.measures import Outcome

_log = structlog.get_logger()

_SECONDS_BEFORE_TYPING = 1.0
_INVALID_FORM = 50035


async def reply_to(message: discord.Message, rights: PostingRights, **answer: Any) -> discord.Message:
    """Replies need the right to read what was said before. The nonce lets it be tried again, and makes one of two."""
    reference = {"reference": message} if rights.replies else {}
    sending = {"mention_author": False, "nonce": str(message.id), **reference, **answer}
    try:
        return await message.channel.send(**sending)
    except (discord.DiscordServerError, aiohttp.ClientError, OSError):
        return await message.channel.send(**sending)


@asynccontextmanager
async def typing_meanwhile(channel: discord.abc.Messageable) -> AsyncIterator[None]:
    """Show that an answer is coming, where it takes long."""
    showing = asyncio.create_task(_show_typing(channel))
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.wait([showing])


async def report_to(message: discord.Message, rights: PostingRights, error: Exception) -> Outcome:
    if isinstance(error, discord.HTTPException) and _is_nobodys_fault(error):
        _log.warning("an answer could not be sent", **place_of(message), error=str(error))
        return Outcome.UNANSWERED
    text = explain(error) or bug(error, place_of(message))
    try:
        await reply_to(message, rights, content=text)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as failure:
        _log.warning("could not tell the user", **place_of(message), error=str(failure))
    return outcome_of(error)


def place_of(message: discord.Message) -> dict[str, object]:
    """Where it was, not what was said."""
    guild_id = None if message.guild is None else message.guild.id
    return {"message_id": message.id, "guild_id": guild_id, "channel_id": message.channel.id}


async def _show_typing(channel: discord.abc.Messageable) -> None:
    await asyncio.sleep(_SECONDS_BEFORE_TYPING)
    with suppress(discord.HTTPException):
        async with channel.typing():
            await asyncio.Future()


def _is_nobodys_fault(error: discord.HTTPException) -> bool:
    """Rights, channel or question went meanwhile, or Discord is in trouble: there is nobody to be told, or no way."""
    question_is_gone = error.code == _INVALID_FORM and "message_reference" in error.text
    return question_is_gone or isinstance(error, discord.Forbidden | discord.NotFound | discord.DiscordServerError)
