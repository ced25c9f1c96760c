"""Whether the bot may post in the channels that servers chose."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from itertools import groupby

import discord
from discord import Permissions

from bot.discord_app.embeds.markdown import plain
from bot.domain.findings import Finding, broken, doubtful, well
from bot.domain.places import Place

# Three requests a server, at what Discord allows a second.
_MOST_SERVERS = 50
_SECONDS_A_SERVER = 30
_LONGEST_NAME = 100


async def examine_places(client: discord.Client, places: Sequence[Place]) -> AsyncIterator[Finding]:
    """One finding for each channel where something is wrong, or one that says that nothing is."""
    by_server = [(guild_id, list(group)) for guild_id, group in groupby(places, lambda place: place.guild_id)]
    wrong = 0
    for guild_id, chosen in by_server[:_MOST_SERVERS]:
        async with asyncio.timeout(_SECONDS_A_SERVER):
            async for finding in _examine_server(client, guild_id, chosen):
                wrong += 1
                yield finding
    if not wrong:
        yield well(
            "channels", f"The bot may post in all {len({place.channel_id for place in places})} that were chosen."
        )
    if len(by_server) > _MOST_SERVERS:
        says = f"Only the first {_MOST_SERVERS} of {len(by_server)} servers were looked at."
        yield doubtful("channels", says, "Nothing: it is so that Discord is not asked too much.")


async def _examine_server(client: discord.Client, guild_id: int, chosen: Sequence[Place]) -> AsyncIterator[Finding]:
    try:
        guild = await client.fetch_guild(guild_id, with_counts=False)
        assert client.user is not None, "it is logged in"  # noqa: S101  for the type checker
        me = await guild.fetch_member(client.user.id)
    except (discord.Forbidden, discord.NotFound):
        uses = ", ".join(sorted({place.used_for for place in chosen}))
        says = f"The bot is no longer in the server {guild_id}, which chose channels for {uses}."
        yield broken("servers", says, "Invite it again; else what was set there rests.")
        return
    for channel_id, group in groupby(chosen, lambda place: place.channel_id):
        uses = ", ".join(place.used_for for place in group)
        trouble = await _trouble(guild, me, channel_id)
        if trouble is not None:
            says, advice = trouble
            where = f"for {uses} in {plain(guild.name, _LONGEST_NAME)}"
            yield broken("channels", f"{says} ({where}).", advice)


async def _trouble(guild: discord.Guild, me: discord.Member, channel_id: int) -> tuple[str, str] | None:
    """What is wrong and what to do."""
    try:
        channel = await guild.fetch_channel(channel_id)
        held = await _held(guild, me, channel)
    except discord.NotFound:
        return f"The channel {channel_id} is gone", "Choose another with the command that chose it."
    except discord.Forbidden:
        advice = "Give the bot the permission View Channel there, or choose another."
        return f"The channel {channel_id} is hidden from the bot", advice
    missing = _missing(held, in_thread=isinstance(channel, discord.Thread))
    if missing:
        name = plain(channel.name, _LONGEST_NAME)
        return f"In #{name} the bot lacks {', '.join(missing)}", "Give it these permissions in the channel's settings."
    return None


async def _held(
    guild: discord.Guild, me: discord.Member, channel: discord.abc.GuildChannel | discord.Thread
) -> Permissions:
    """A thread's are those of the channel that it is in, which discord.py looks for in memory."""
    place = await guild.fetch_channel(channel.parent_id) if isinstance(channel, discord.Thread) else channel
    assert not isinstance(place, discord.Thread), "a thread is in a channel"  # noqa: S101  for the type checker
    return place.permissions_for(me)


def _missing(held: Permissions, *, in_thread: bool) -> list[str]:
    needed = {
        "View Channel": held.view_channel,
        "Send Messages in Threads" if in_thread else "Send Messages": (
            held.send_messages_in_threads if in_thread else held.send_messages
        ),
        "Embed Links": held.embed_links,
        "Read Message History": held.read_message_history,
    }
    return [name for name, has in needed.items() if not has]
