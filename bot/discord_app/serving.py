"""Keeping the bot connected, from the first attempt to an orderly end."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp
import discord
import structlog

from bot.discord_app.client import TalkbotClient
from bot.errors import PassingError, SettingError
from bot.pauses import Pauses

_log = structlog.get_logger()

_UNREACHABLE = (OSError, TimeoutError, aiohttp.ClientError, discord.GatewayNotFound, discord.ConnectionClosed)


@dataclass(frozen=True, slots=True)
class _Trouble:
    who: str
    error: str


async def serve(make_client: Callable[[], TalkbotClient], token: str, stop: asyncio.Event) -> None:
    """Run until `stop` is set. While Discord or the database cannot be reached, try again with growing pauses.

    Raise SettingError where Discord refuses the token.
    """
    pauses = Pauses(stop)
    while not stop.is_set():
        client = make_client()
        trouble = await _serve_once(client, token, stop)
        if trouble is None:
            return
        if client.is_ready():
            pauses.begin_anew()
        _log.warning(f"{trouble.who} cannot be reached, trying again", error=trouble.error, seconds=pauses.seconds)
        await pauses.wait()


async def _serve_once(client: TalkbotClient, token: str, stop: asyncio.Event) -> _Trouble | None:
    """What kept the client from starting, or None when it was told to stop."""
    async with client:
        running = asyncio.create_task(client.start(token))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if running.done() and not stop.is_set():
            return _trouble(running)
        _log.info("stopping")
        await client.close()
        # While it connects, discord.py tries on even when it is closed.
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    return None


def _trouble(running: "asyncio.Task[None]") -> _Trouble:
    try:
        running.result()
    except discord.LoginFailure:
        raise SettingError(
            "DISCORD_TOKEN is refused by Discord: copy it again from your application's Bot page."
        ) from None
    except _UNREACHABLE as error:
        return _Trouble("Discord", str(error) or type(error).__name__)
    except PassingError as error:
        return _Trouble("the database", str(error))
    except discord.HTTPException as error:
        if error.status == 429 or error.status >= 500:  # noqa: PLR2004  too many requests; Discord's own trouble
            return _Trouble("Discord", f"{error.status} {error.text[:200]}".strip())
        raise
    return _Trouble("Discord", "the connection was closed")
