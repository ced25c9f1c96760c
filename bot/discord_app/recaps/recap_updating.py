"""Bringing a recap that was posted up to date where it stands: only messages that say something else are touched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import discord
from discord import AllowedMentions
from discord.http import Route

from bot.discord_app.announcements.sending import REQUEST_SECONDS
from bot.discord_app.embeds.recap_reports import jump, part_name
from bot.discord_app.recaps.recap_messages import embeds_in, files_in
from bot.domain.recap_posts import PartKind, RecapPart, RecapPost
from bot.services.catalog import Catalog
from bot.services.recaps.post_recap import forget_post, part_is_changed, part_is_gone

_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE, _ARCHIVED = 10003, 10008, 50083


@dataclass(slots=True)
class Updated:
    """`lines` tell of every message that was touched or could not be; `new` are messages that are to be sent yet."""

    lines: list[str] = field(default_factory=list)
    new: tuple[RecapPart, ...] = ()


async def update_post(
    client: discord.Client, catalog: Catalog, post: RecapPost, planned: Sequence[RecapPart]
) -> Updated:
    """`planned` is what the post would be now. Raise what a request raises, but for what was deleted."""
    standing = {part.key: part for part in post.parts}
    wanted = {part.key: part for part in planned}
    updated = Updated(new=tuple(part for part in planned if part.key not in standing))
    for key, part in standing.items():
        if key not in wanted:
            updated.lines.append(await _take_out(client, catalog, post, part))
        elif wanted[key].content != part.content:
            updated.lines.append(await _change(client, catalog, post, replace(part, content=wanted[key].content)))
    return updated


async def is_there(client: discord.Client, post: RecapPost) -> bool:
    """False where its channel was deleted. What the bot may not see counts as there."""
    if client.get_channel(post.order.channel_id) is not None:
        return True
    try:
        await client.fetch_channel(post.order.channel_id)
    except discord.NotFound:
        return False
    except discord.HTTPException:
        return True
    return True


async def standing_posts(client: discord.Client, catalog: Catalog, posts: Iterable[RecapPost]) -> tuple[RecapPost, ...]:
    """Without those whose channel is gone, which are forgotten."""
    there = []
    for post in posts:
        if await is_there(client, post):
            there.append(post)
        else:
            await forget_post(catalog, post.id)
    return tuple(there)


async def _change(client: discord.Client, catalog: Catalog, post: RecapPost, part: RecapPart) -> str:
    name = part_name(part)
    try:
        await _edit(client, post, part)
    except discord.NotFound as error:
        if error.code not in {_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE}:
            raise
        return f"- {name} was deleted here: `/recap post` posts the recap anew"
    await part_is_changed(catalog, post, part)
    return f"- {name} changed: {jump(post, part)}"


async def _take_out(client: discord.Client, catalog: Catalog, post: RecapPost, part: RecapPart) -> str:
    """A post of a forum belongs to those who answered there, so it stays and says what became of it."""
    name = part_name(part)
    try:
        if part.kind is PartKind.POST:
            gone = {"title": part.content["name"], "description": "This talk is no longer part of the recap."}
            await _edit(client, post, replace(part, content={**part.content, "embeds": [gone], "banner": None}))
        else:
            await _message(client, post, part).delete()
    except discord.NotFound:
        pass
    await part_is_gone(catalog, post, part)
    return f"- {name} is no longer part of it"


async def _edit(client: discord.Client, post: RecapPost, part: RecapPart) -> None:
    try:
        await _edit_once(client, post, part)
    except discord.HTTPException as error:
        if error.code != _ARCHIVED:
            raise
        await _change_thread(client, part, archived=False)
        await _edit_once(client, post, part)


async def _edit_once(client: discord.Client, post: RecapPost, part: RecapPart) -> None:
    """The picture goes up anew with its message: what it says may have changed."""
    message = _message(client, post, part)
    await message.edit(
        embeds=embeds_in(part.content), attachments=files_in(part.content), allowed_mentions=AllowedMentions.none()
    )
    was = next(one for one in post.parts if one.key == part.key)
    if part.kind is PartKind.POST and was.content["name"] != part.content["name"]:
        await _change_thread(client, part, name=part.content["name"])


async def _change_thread(client: discord.Client, part: RecapPart, **changes: Any) -> None:
    route = Route("PATCH", "/channels/{channel_id}", channel_id=part.place_id)
    await client.http.request(route, json=changes, timeout=REQUEST_SECONDS)


def _message(client: discord.Client, post: RecapPost, part: RecapPart) -> discord.PartialMessage:
    assert part.place_id is not None, "the part is out"  # noqa: S101  for the type checker
    assert part.message_id is not None, "the part is out"  # noqa: S101  for the type checker
    place = client.get_partial_messageable(part.place_id, guild_id=post.order.guild_id)
    return place.get_partial_message(part.message_id)
