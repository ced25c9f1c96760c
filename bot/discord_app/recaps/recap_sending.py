"""One try to send one message of a recap."""

from collections.abc import Mapping
from typing import Any

import discord
from discord import File
from discord.http import MultipartParameters, Route, handle_message_parameters

from bot.discord_app.announcements.sending import REQUEST_SECONDS
from bot.discord_app.recaps.recap_messages import embeds_in, files_in, mentions_allowed
from bot.discord_app.recaps.recap_sent_before import Placed, message_there, post_there
from bot.domain.recap_posts import PartKind, RecapPart, RecapPost
from bot.services.catalog import Catalog

_ARCHIVED_AFTER_MINUTES = 10_080
_HAS_A_THREAD = 160004
_TAG = "recap"


class _SentOnce(File):
    """discord.py sends again what Discord answered with 500. Without a nonce that may make two, so it is stopped."""

    def __init__(self) -> None:
        pass

    def reset(self, *, seek: int | bool = True) -> None:
        if seek:
            raise ConnectionError("Discord has trouble of its own")

    def close(self) -> None:
        pass


async def place_part(
    client: discord.Client, catalog: Catalog, post: RecapPost, part: RecapPart, *, doubtful: bool
) -> Placed:
    """Where it stands. `doubtful`: an earlier try may have sent it.

    Raise CannotLookError, and what a request raises.
    """
    if part.kind is PartKind.POST:
        found = await post_there(client, catalog, post, part) if doubtful else None
        return found or await _open_post(client, post, part)
    place_id = await _place(client, post, part)
    found = await message_there(client, catalog, post, part, place_id) if doubtful else None
    return found or await _send(client, post, part, place_id)


async def _place(client: discord.Client, post: RecapPost, part: RecapPart) -> int:
    if part.kind is PartKind.MESSAGE:
        return post.order.channel_id
    assert post.thread_id is not None, "the first message is out before those inside its thread"  # noqa: S101  for the type checker
    if post.opens_thread_for(part):
        await _open_thread(client, post.order.channel_id, post.thread_id, post.parts[0].content["name"])
    return post.thread_id


async def _open_thread(client: discord.Client, channel_id: int, message_id: int, name: str) -> None:
    """It may be there already."""
    template = "/channels/{channel_id}/messages/{message_id}/threads"
    route = Route("POST", template, channel_id=channel_id, message_id=message_id)
    body = {"name": name, "auto_archive_duration": _ARCHIVED_AFTER_MINUTES}
    try:
        await client.http.request(route, json=body, timeout=REQUEST_SECONDS)
    except discord.HTTPException as error:
        if error.code != _HAS_A_THREAD:
            raise


async def _send(client: discord.Client, post: RecapPost, part: RecapPart, place_id: int) -> Placed:
    with _parameters(client, post, part, nonce=post.nonce(part)) as parameters:
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=place_id)
        sent = await _request(client, route, parameters)
    return Placed(place_id, int(sent["id"]))


async def _open_post(client: discord.Client, post: RecapPost, part: RecapPart) -> Placed:
    tags = forum_tags(client.get_channel(post.order.channel_id))
    about = {
        "name": part.content["name"],
        "auto_archive_duration": _ARCHIVED_AFTER_MINUTES,
        "applied_tags": [str(tag.id) for tag in tags],
    }
    with _parameters(client, post, part, channel_payload=about) as parameters:
        route = Route("POST", "/channels/{channel_id}/threads", channel_id=post.order.channel_id)
        opened = await _request(client, route, parameters, only_once=True)
    return Placed(int(opened["id"]), int(opened["message"]["id"]))


def forum_tags(forum: Any) -> list[discord.ForumTag]:
    """The one called "Recap"; else any where the forum wants one."""
    if not isinstance(forum, discord.ForumChannel):
        return []
    usable = [tag for tag in forum.available_tags if not tag.moderated or _may_moderate(forum)]
    named = [tag for tag in usable if tag.name.strip().casefold() == _TAG]
    return named[:1] or (usable[:1] if forum.flags.require_tag else [])


def _may_moderate(forum: discord.ForumChannel) -> bool:
    return forum.permissions_for(forum.guild.me).manage_threads


def _parameters(client: discord.Client, post: RecapPost, part: RecapPart, **parts: Any) -> MultipartParameters:
    content = part.content
    return handle_message_parameters(
        content=content["content"],
        embeds=embeds_in(content),
        files=files_in(content) or discord.utils.MISSING,
        allowed_mentions=mentions_allowed(post.order.mention if content["content"] else None),
        previous_allowed_mentions=client.allowed_mentions,
        **parts,
    )


async def _request(
    client: discord.Client, route: Route, parameters: MultipartParameters, *, only_once: bool = False
) -> Mapping[str, Any]:
    files = [*([_SentOnce()] if only_once else []), *(parameters.files or ())]
    body = {"form": parameters.multipart} if parameters.files else {"json": parameters.payload}
    answer: Mapping[str, Any] = await client.http.request(route, files=files, timeout=REQUEST_SECONDS, **body)
    return answer
