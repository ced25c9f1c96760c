"""Whether a message whose sending nobody saw the end of is in its channel.

Discord keeps a nonce for a few minutes, and promises none with a channel's history. So a message is known again by what
it says: by a print of its words that was kept before it was sent. One that is another occurrence's does not count.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, TypeAlias

import discord
from discord.http import Route
from discord.utils import time_snowflake

from bot.discord_app.announcements.sending import REQUEST_SECONDS
from bot.domain.deliveries import Claimed
from bot.services.announcements.deliver_occurrences import known_messages
from bot.services.catalog import Catalog

# Its clock and Discord's need not agree.
_SKEW = timedelta(minutes=5)
_PAGE, _MOST_PAGES = 100, 20


@dataclass(frozen=True, slots=True)
class Seen:
    message_id: int


@dataclass(frozen=True, slots=True)
class NotSeen:
    pass


@dataclass(frozen=True, slots=True)
class CannotLook:
    pass


Look: TypeAlias = Seen | NotSeen | CannotLook


def print_of(message: Mapping[str, Any]) -> str:
    """Of a message as JSON. Spaces do not count, for Discord trims them, nor do the previews that it adds to links."""
    embeds = [embed for embed in message.get("embeds") or () if embed.get("type", "rich") == "rich"]
    words = [[message.get("content") or ""], *([*_words(embed)] for embed in embeds)]
    told = [[" ".join(text.split()) for text in texts] for texts in words]
    return blake2b(repr(told).encode(), digest_size=8).hexdigest()


async def look_for(client: discord.Client, catalog: Catalog, claimed: Claimed) -> Look:
    """Raise what a request raises."""
    occurrence = claimed.occurrence
    if not await may_read(client, claimed.announcement.guild_id, occurrence.channel_id):
        return CannotLook()
    assert claimed.doubtful_since is not None, "only a doubtful one is looked for"  # noqa: S101  for the type checker
    own = own_messages(client, occurrence.channel_id, claimed.doubtful_since)
    found = [one async for one in own if print_of(one) in claimed.sent_as]
    ids = [int(one["id"]) for one in found]
    taken = await known_messages(catalog, occurrence.channel_id, ids) if ids else frozenset()
    free = [id for id in ids if id not in taken]
    return Seen(free[0]) if free else NotSeen()


def _words(embed: Mapping[str, Any]) -> Sequence[str]:
    fields = [text for field in embed.get("fields", ()) for text in (field["name"], field["value"])]
    named = (embed.get("title"), embed.get("description"), *fields)
    beside = (embed.get("author", {}).get("name"), embed.get("footer", {}).get("text"))
    return [text or "" for text in (*named, *beside)]


async def may_read(client: discord.Client, guild_id: int, channel_id: int) -> bool:
    """Asked before, for Discord answers who may not read with an empty history. Where the channel is not known here, as
    those of another process's servers, it may be read if there is anything to read.
    """
    guild = client.get_guild(guild_id)
    channel = None if guild is None else guild.get_channel_or_thread(channel_id)
    if channel is not None:
        return channel.permissions_for(channel.guild.me).read_message_history
    route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel_id)
    return bool(await client.http.request(route, params={"limit": 1}, timeout=REQUEST_SECONDS))


async def own_messages(client: discord.Client, channel_id: int, since: datetime) -> AsyncIterator[Mapping[str, Any]]:
    """The bot's own from a little before that, oldest first."""
    after = time_snowflake(since - _SKEW)
    route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel_id)
    for _ in range(_MOST_PAGES):
        asked = {"limit": _PAGE, "after": after}
        page = await client.http.request(route, params=asked, timeout=REQUEST_SECONDS)
        for message in reversed(page):
            if client.user is not None and int(message["author"]["id"]) == client.user.id:
                yield message
        if len(page) < _PAGE:
            return
        after = int(page[0]["id"])
