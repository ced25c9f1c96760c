"""Turning a lookup into a short token and back.

A token stands in a button's id, so it outlives the process. Most lookups fit into the token itself (`=…`); a longer one
is kept in the database and named by its digest (`#…`), so that the same lookup is kept once. Nothing tells who asked.
"""

import json
from dataclasses import fields
from datetime import date
from hashlib import blake2b
from typing import Any

from bot.domain.lookups import (
    EventCard,
    EventListing,
    Lookup,
    SpeakerCard,
    TalkCard,
    TalkFilter,
    TalkListing,
    TalkSearch,
)
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.store import lookups

MAX_TOKEN = 80

_KINDS: dict[str, type[Lookup]] = {
    "q": TalkSearch,
    "l": TalkListing,
    "t": TalkCard,
    "s": SpeakerCard,
    "e": EventCard,
    "E": EventListing,
}
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}


async def token_of(catalog: Catalog, lookup: Lookup) -> str:
    content = _encode(lookup)
    if len(content) < MAX_TOKEN:
        return f"={content}"
    digest = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    async with catalog.database.transaction() as session:
        await lookups.keep(session, digest, content)
    return f"#{digest}"


async def lookup_of(catalog: Catalog, token: str) -> Lookup:
    if token.startswith("="):
        return _decode(token[1:])
    async with catalog.database.reading() as session:
        content = await lookups.content_of(session, token[1:])
    if content is None:
        raise UserError("This list is no longer known. Ask again with the command.")
    return _decode(content)


def _encode(lookup: Lookup) -> str:
    values = [_plain(getattr(lookup, field.name)) for field in fields(lookup)]
    return json.dumps([_LETTERS[type(lookup)], *values], ensure_ascii=False, separators=(",", ":"))


def _decode(content: str) -> Lookup:
    letter, *values = json.loads(content)
    return _KINDS[letter](*(_value(value) for value in values))


def _plain(value: Any) -> Any:
    """A filter as an object of the parts it has, under the first letters of their names."""
    if not isinstance(value, TalkFilter):
        return value
    parts = {field.name[0]: getattr(value, field.name) for field in fields(value)}
    return {letter: part.isoformat() if isinstance(part, date) else part for letter, part in parts.items() if part}


def _value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    day = value.get("d")
    return TalkFilter(
        event_id=value.get("e"),
        speakers=tuple(value.get("s", ())),
        track=value.get("t"),
        day=None if day is None else date.fromisoformat(day),
        language=value.get("l"),
    )
