"""What Discord accepts as embeds."""

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.rules.refusals import Complaints, Path
from bot.sandbox.world.snowflakes import Json

EMBEDS = 10
TITLE = 256
DESCRIPTION = 4096
FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1024
FOOTER = 2048
AUTHOR = 256
TOTAL = 6000
URL = 2048
COLORS = 0xFFFFFF


def check_embeds(embeds: Any, path: Path, complaints: Complaints) -> None:
    if not isinstance(embeds, list):
        complaints.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        return
    if len(embeds) > EMBEDS:
        complaints.size(path, 0, EMBEDS)
    for position, embed in enumerate(embeds):
        _check_embed(embed, (*path, position), complaints)
    if sum(map(embed_length, embeds)) > TOTAL:
        complaints.add(path, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {TOTAL}")


def embed_length(embed: Json) -> int:
    """The characters that count towards the total of a message."""
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or []:
        texts += [field.get("name"), field.get("value")]
    return sum(len(text) for text in texts if isinstance(text, str))


def _check_embed(embed: Json, path: Path, complaints: Complaints) -> None:
    for key, maximum in (("title", TITLE), ("description", DESCRIPTION)):
        if embed.get(key) is not None:
            complaints.length((*path, key), embed[key], maximum)
    _check_fields(embed.get("fields") or [], (*path, "fields"), complaints)
    _check_part(embed.get("footer"), "text", FOOTER, (*path, "footer"), complaints)
    _check_part(embed.get("author"), "name", AUTHOR, (*path, "author"), complaints)
    _check_urls(embed, path, complaints)
    color = embed.get("color")
    if color is not None and not (isinstance(color, int) and 0 <= color <= COLORS):
        message = f"int value should be between 0 and {COLORS}."
        complaints.add((*path, "color"), "NUMBER_TYPE_MAX", message)
    if not _has_content(embed):
        complaints.add((*path, "description"), "BASE_TYPE_REQUIRED", "This field is required")


def _has_content(embed: Json) -> bool:
    return any(embed.get(key) for key in ("title", "description", "fields", "footer", "author", "image", "thumbnail"))


def _check_fields(fields: list[Json], path: Path, complaints: Complaints) -> None:
    if len(fields) > FIELDS:
        complaints.size(path, 0, FIELDS)
    for position, field in enumerate(fields):
        for key, maximum in (("name", FIELD_NAME), ("value", FIELD_VALUE)):
            text = field.get(key)
            if not isinstance(text, str) or not text.strip():
                complaints.required((*path, position, key))
            else:
                complaints.length((*path, position, key), text, maximum)


def _check_part(part: Json | None, key: str, maximum: int, path: Path, complaints: Complaints) -> None:
    if part is None:
        return
    if not part.get(key):
        complaints.required((*path, key))
    else:
        complaints.length((*path, key), part[key], maximum)


def _check_urls(embed: Json, path: Path, complaints: Complaints) -> None:
    check_url(embed.get("url"), (*path, "url"), complaints)
    for part in ("author", "image", "thumbnail"):
        check_url((embed.get(part) or {}).get("url"), (*path, part, "url"), complaints, files=part != "author")
    for part in ("author", "footer"):
        icon = (embed.get(part) or {}).get("icon_url")
        check_url(icon, (*path, part, "icon_url"), complaints, files=True)


def check_url(url: Any, path: Path, complaints: Complaints, *, files: bool = False) -> None:
    """`files`: whether attachment://name is allowed too."""
    if url is None:
        return
    schemes = ("http", "https", "attachment") if files else ("http", "https")
    parts = urlsplit(url) if isinstance(url, str) else urlsplit("")
    if parts.scheme not in schemes:
        message = f'Scheme "{parts.scheme}" must be one of {schemes}.'
        complaints.add(path, "URL_TYPE_INVALID_SCHEME", message)
    elif not parts.netloc or any(character.isspace() for character in url):
        complaints.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
    elif len(url) > URL:
        complaints.size(path, 0, URL)
