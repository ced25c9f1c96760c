"""Whether Discord lets the bot do its work: asked by REST alone, so that a bot that runs is not disturbed."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp
import discord
from discord.http import Route
from yarl import URL

from bot.clock import Clock
from bot.discord_app.endpoints import gateway_to_use
from bot.discord_app.examining_places import examine_places
from bot.domain.findings import Finding, broken, doubtful, well
from bot.domain.places import Place

_SECONDS = 15
_SECONDS_OFF = 30
_LOOK_AT_THE_WAY = "Look at the network, the firewall and DISCORD_GATEWAY_URL."
_INVITE = "https://discord.com/oauth2/authorize?client_id={id}&scope=bot+applications.commands&permissions=0"


async def examine_discord(token: str | None, places: Sequence[Place], clock: Clock) -> AsyncIterator[Finding]:
    if token is None:
        advice = "Copy it from your application's Bot page at Discord, and set DISCORD_TOKEN."
        yield broken("token", "DISCORD_TOKEN is missing.", advice)
    try:
        said_at, gateway = await _asked_of_discord()
    except (OSError, TimeoutError, aiohttp.ClientError, ValueError) as error:
        reason = str(error) or type(error).__name__
        advice = "Look at the network, the firewall and DISCORD_API_URL."
        yield broken("Discord", f"{Route.BASE} cannot be reached: {reason}.", advice)
        return
    yield well("Discord", f"{Route.BASE} answers.")
    yield _clock(said_at, clock())
    yield await _gateway(gateway_to_use(gateway))
    if token is None:
        return
    async with discord.Client(intents=discord.Intents.none()) as client:
        try:
            async for finding in _examine_application(client, token, places):
                yield finding
        except (discord.HTTPException, OSError, TimeoutError, aiohttp.ClientError) as error:
            yield broken("Discord", f"It stopped answering: {error}.", "Try again in some minutes.")


async def _asked_of_discord() -> tuple[datetime | None, URL]:
    """What time it is there, and where its gateway is. Raise ValueError where something else than Discord answers."""
    async with _session() as session, session.get(f"{Route.BASE}/gateway") as answer:
        if answer.status != 200:  # noqa: PLR2004  the one answer that is right
            raise ValueError(f"it answers {answer.status}")
        date = answer.headers.get("Date")
        try:
            url = URL((await answer.json())["url"])
        except (LookupError, TypeError) as error:
            raise ValueError("it does not say where the gateway is") from error
        return None if date is None else parsedate_to_datetime(date), url


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS))


async def _gateway(url: URL) -> Finding:
    """Nobody is named to it, so the bot's own connections stay as they are."""
    try:
        async with (
            asyncio.timeout(_SECONDS),
            _session() as session,
            session.ws_connect(url.with_query(v="10", encoding="json")) as socket,
        ):
            hello = await socket.receive()
    except (OSError, TimeoutError, aiohttp.ClientError, ValueError) as error:
        reason = str(error) or type(error).__name__
        return broken("gateway", f"{url} cannot be reached: {reason}.", _LOOK_AT_THE_WAY)
    if hello.type is not aiohttp.WSMsgType.TEXT:
        return broken("gateway", f"{url} does not answer as Discord's gateway does.", _LOOK_AT_THE_WAY)
    return well("gateway", f"{url} answers.")


def _clock(said_at: datetime | None, now: datetime) -> Finding:
    if said_at is None:
        return doubtful("clock", "Discord does not say what time it is.", "Nothing, if a proxy stands between.")
    off = round((now - said_at).total_seconds())
    if abs(off) > _SECONDS_OFF:
        says = f"This machine's clock is {abs(off):,} seconds {'ahead of' if off > 0 else 'behind'} Discord's."
        return broken("clock", says, "Set it, and keep it set: timedatectl set-ntp true.")
    return well("clock", "It agrees with Discord's.")


async def _examine_application(client: discord.Client, token: str, places: Sequence[Place]) -> AsyncIterator[Finding]:
    try:
        async with asyncio.timeout(_SECONDS):
            await client.login(token)
    except discord.LoginFailure:
        advice = "Copy it again from your application's Bot page; a reset there makes the old one useless."
        yield broken("token", "DISCORD_TOKEN is refused by Discord.", advice)
        return
    application = client.application
    assert application is not None, "a login asks for it"  # noqa: S101  for the type checker
    yield well("token", f"It is that of {application.name}.")
    yield _interactions(application)
    yield _intents(application)
    async with asyncio.timeout(_SECONDS):
        is_somewhere = [guild async for guild in client.fetch_guilds(limit=1)]
    if not is_somewhere:
        yield doubtful("servers", "The bot is in no server.", f"Invite it: {_INVITE.format(id=application.id)}")
    async for finding in examine_places(client, places):
        yield finding


def _interactions(application: discord.AppInfo) -> Finding:
    if application.interactions_endpoint_url:
        return broken(
            "commands",
            "Discord sends commands to an Interactions Endpoint URL, and none to the bot.",
            "Clear that field on your application's page General Information.",
        )
    return well("commands", "Discord sends them to the bot.")


def _intents(application: discord.AppInfo) -> Finding:
    flags = application.flags
    switched_on = {
        "Presence": flags.gateway_presence or flags.gateway_presence_limited,
        "Server Members": flags.gateway_guild_members or flags.gateway_guild_members_limited,
        "Message Content": flags.gateway_message_content or flags.gateway_message_content_limited,
    }
    names = [name for name, on in switched_on.items() if on]
    if names:
        says = f"Privileged intents are switched on that the bot does not use: {', '.join(names)}."
        return doubtful("intents", says, "Switch them off on your application's Bot page.")
    return well("intents", "No privileged intent is switched on; none is needed.")
