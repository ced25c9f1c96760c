"""One try to send an occurrence, and what Discord's answer to it means."""

from datetime import timedelta
from typing import Any

import aiohttp
import discord
from discord.http import Route, handle_message_parameters

from bot.discord_app.leaving import HeldBackError
from bot.domain.deliveries import ChannelClosed, DeliveryOutcome, Missed, Sent, TryAgain

# Else it is five minutes. To cancel a request is no way to bound it: while discord.py waits out the limit over all
# routes, it holds up every request of the bot, and would then do so for ever.
REQUEST_SECONDS = aiohttp.ClientTimeout(total=20)

TROUBLES = (discord.HTTPException, discord.RateLimited, OSError, aiohttp.ClientError)

_CLOSED = {
    10003: "the channel is gone",
    10004: "I am no longer in the server",
    50001: "I may not see the channel, or am no longer in the server",
    50008: "nobody can write in a channel of this kind",
    50013: "I may not write in the channel, or not with embeds",
    50083: "the thread is archived",
}
_UNKNOWN_MESSAGE = 10008
_UNAUTHORIZED, _FORBIDDEN, _TOO_MANY_REQUESTS, _SERVER_TROUBLE = 401, 403, 429, 500
_LONGEST_TROUBLE = 200


async def send(client: discord.Client, channel_id: int, message: dict[str, Any], nonce: str) -> DeliveryOutcome:
    """`message` is what `send` takes."""
    mentions = client.allowed_mentions
    with handle_message_parameters(nonce=nonce, previous_allowed_mentions=mentions, **message) as parameters:
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)
        try:
            sent = await client.http.request(route, json=parameters.payload, timeout=REQUEST_SECONDS)
        except TROUBLES as error:
            return meaning_of(error)
    return Sent(int(sent["id"]))


def meaning_of(error: Exception) -> DeliveryOutcome:
    match error:
        case discord.RateLimited():
            return TryAgain("Discord asks to wait", doubtful=False, not_before=timedelta(seconds=error.retry_after))
        case discord.HTTPException():
            return _meaning_of_answer(error)
        case HeldBackError():
            return TryAgain("Discord asks to wait", doubtful=True)
        case aiohttp.ClientConnectorError():
            return TryAgain("Discord cannot be reached", doubtful=False)
        case _:
            return TryAgain("the connection to Discord broke", doubtful=True)


def _meaning_of_answer(error: discord.HTTPException) -> DeliveryOutcome:
    told = f"{error.status} {error.text[:_LONGEST_TROUBLE]}".strip()
    if error.code == _UNKNOWN_MESSAGE:
        # Discord knows the nonce, and that somebody has deleted the message.
        return Sent(None)
    if error.code in _CLOSED:
        return ChannelClosed(_CLOSED[error.code])
    if error.status >= _SERVER_TROUBLE:
        return TryAgain(f"Discord has trouble of its own: {told}", doubtful=True)
    if error.status == _TOO_MANY_REQUESTS:
        return TryAgain("Discord asks to wait", doubtful=False, not_before=_asked_pause(error))
    if error.status == _UNAUTHORIZED or (error.status == _FORBIDDEN and not error.code):
        return TryAgain(f"Discord refuses me: {told}", doubtful=False)
    return Missed(f"Discord refuses the message: {told}")


def _asked_pause(error: discord.HTTPException) -> timedelta:
    try:
        return timedelta(seconds=float(error.response.headers.get("Retry-After", 0)))
    except (ValueError, OverflowError):
        return timedelta(0)
