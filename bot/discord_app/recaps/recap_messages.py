"""A recap's messages as they are kept while they are posted: JSON, which says the same whenever it is sent."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import discord
from discord import AllowedMentions, Embed, File

from bot.discord_app.embeds.banner import banner
from bot.discord_app.embeds.recaps import BANNER, RecapMessage, recap_messages
from bot.domain.event_recaps import Recap, RecapStyle
from bot.domain.recap_posts import FIRST, PartKind, RecapPart

_BROADCASTS = frozenset({"everyone", "here"})


def planned_parts(
    recap: Recap, style: RecapStyle, mention: str | None, *, in_forum: bool, may_thread: bool
) -> tuple[RecapPart, ...]:
    """In the order in which they are sent. A forum shows the newest first, so its first post is made last."""
    messages = recap_messages(recap, style)
    picture = b64encode(banner(recap)).decode() if any(message.banner for message in messages) else None
    contents = [_content(message, mention, picture) for message in messages]
    kinds = [_kind(message, style, in_forum=in_forum, may_thread=may_thread) for message in messages]
    planned = [
        RecapPart(number=0, key=message.key, kind=kind, content=content)
        for message, kind, content in zip(messages, kinds, contents, strict=True)
    ]
    if in_forum and style is RecapStyle.THREADS:
        planned = [*reversed([part for part in planned if _is_talk(part)]), *(p for p in planned if not _is_talk(p))]
    return tuple(
        RecapPart(number=number, key=part.key, kind=part.kind, content=part.content)
        for number, part in enumerate(planned, 1)
    )


def _kind(message: RecapMessage, style: RecapStyle, *, in_forum: bool, may_thread: bool) -> PartKind:
    is_first = message.key == FIRST
    if in_forum:
        return PartKind.POST if is_first or message.key.startswith("talk:") else PartKind.INSIDE
    return PartKind.INSIDE if style is RecapStyle.THREADS and may_thread and not is_first else PartKind.MESSAGE


def _is_talk(part: RecapPart) -> bool:
    return part.key.startswith("talk:")


def _content(message: RecapMessage, mention: str | None, picture: str | None) -> dict[str, Any]:
    return {
        "name": message.name,
        "content": mention_text(mention) if message.key == FIRST and mention else None,
        "embeds": [embed.to_dict() for embed in message.embeds],
        "banner": picture if message.banner else None,
    }


def mention_text(mention: str) -> str:
    return f"@{mention}" if mention in _BROADCASTS else f"<@&{mention}>"


def mentions_allowed(mention: str | None) -> AllowedMentions:
    """Of everything that stands in a message, the chosen one alone."""
    if mention is None:
        return AllowedMentions.none()
    if mention in _BROADCASTS:
        return AllowedMentions(everyone=True, users=False, roles=False)
    return AllowedMentions(everyone=False, users=False, roles=[discord.Object(int(mention))])


def embeds_in(content: Mapping[str, Any]) -> list[Embed]:
    return [Embed.from_dict(embed) for embed in content["embeds"]]


def files_in(content: Mapping[str, Any]) -> list[File]:
    return [] if content["banner"] is None else [banner_file(b64decode(content["banner"]))]


def banner_of(recap: Recap) -> list[File]:
    return [banner_file(banner(recap))]


def banner_file(picture: bytes) -> File:
    return File(BytesIO(picture), BANNER, description="The event, its dates and place, and how many talks there were")
