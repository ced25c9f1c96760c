"""Whether an earlier try, whose end nobody saw, has sent a recap's message already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
from discord.http import Route
from discord.utils import time_snowflake

from bot.discord_app.announcements.sending import REQUEST_SECONDS
from bot.discord_app.announcements.sent_before import may_read, own_messages, print_of
from bot.domain.recap_posts import RecapPart, RecapPost
from bot.services.catalog import Catalog
from bot.services.recaps.post_recap import known_messages

# Discord's clock and the bot's need not agree.
_SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Placed:
    place_id: int
    message_id: int


class CannotLookError(Exception):
    """Nobody can tell whether the message is out; it says why."""


async def message_there(
    client: discord.Client, catalog: Catalog, post: RecapPost, part: RecapPart, place_id: int
) -> Placed | None:
    """The oldest of the bot's own that says the same and is no other part's."""
    # A thread has the rights of its channel, and may be so new that the client was not told of it yet.
    if not await may_read(client, post.order.guild_id, post.order.channel_id):
        raise CannotLookError("I may not read the history there, and so cannot tell what is out already")
    wanted = print_of(part.content)
    own = own_messages(client, place_id, post.created_at)
    ids = [int(one["id"]) async for one in own if print_of(one) == wanted]
    taken = await known_messages(catalog, ids)
    return next((Placed(place_id, id) for id in ids if id not in taken), None)


async def post_there(client: discord.Client, catalog: Catalog, post: RecapPost, part: RecapPart) -> Placed | None:
    """A post of the bot's own in the forum that has the name and is no other part's. Its message has the same id."""
    oldest = time_snowflake(post.created_at - _SKEW)
    ids = sorted(
        int(thread["id"])
        for thread in await _threads(client, post)
        if int(thread["parent_id"] or 0) == post.order.channel_id
        and client.user is not None
        and int(thread["owner_id"]) == client.user.id
        and thread["name"].strip() == part.content["name"].strip()
        and int(thread["id"]) > oldest
    )
    taken = await known_messages(catalog, ids)
    return next((Placed(id, id) for id in ids if id not in taken), None)


async def _threads(client: discord.Client, post: RecapPost) -> list[Mapping[str, Any]]:
    """Those that are open, and of the forum's the hundred that were closed last."""
    active = Route("GET", "/guilds/{guild_id}/threads/active", guild_id=post.order.guild_id)
    archived = Route("GET", "/channels/{channel_id}/threads/archived/public", channel_id=post.order.channel_id)
    found = await client.http.request(active, timeout=REQUEST_SECONDS)
    closed = await client.http.request(archived, params={"limit": 100}, timeout=REQUEST_SECONDS)
    return [*found["threads"], *closed["threads"]]
