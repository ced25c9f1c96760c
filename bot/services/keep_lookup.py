"""Turning a lookup into a short token and back.

A token stands in a button's id, so it outlives the process. Most lookups fit into the token itself (`=…`); a longer one
is kept in the database and named by its digest (`#…`), so that the same lookup is kept once. Nothing tells who asked.
"""

import json
from dataclasses import fields
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from bot.domain.filters import TalkFilter
from bot.domain.lookups import (
    EventCard,
    EventListing,
    Lookup,
    RunningNow,
    SpeakerCard,
    StartingNext,
    TalkCard,
    TalkListing,
    TalkSearch,
)
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.store import lookups

MAX_TOKEN = 80

# Who clicks on an answer that is older asks again.
_KEPT = timedelta(days=180)

_KINDS: dict[str, type[Lookup]] = {
    "q": TalkSearch,
    "l": TalkListing,
    "t": TalkCard,
    "s": SpeakerCard,
    "e": EventCard,
    "E": EventListing,
    "n": RunningNow,
    "N": StartingNext,
}
_FILTER_PARTS = {
    "e": "event_id",
    "s": "speakers",
    "t": "track",
    "d": "day",
    "l": "language",
}
_NOT_MINE = "This button was not made by me. Ask again with the command."
# The databases' integers have 32 bits.
_FIRST_NO_ID = 2**31
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}


async def token_of(catalog: Catalog, lookup: Lookup, now: datetime) -> str:
    content = _encode(lookup)
    if len(content) < MAX_TOKEN:
        return f"={content}"
    digest = blake2b(content.encode(), digest_size=16).hexdigest()
    async with catalog.database.reading() as session:
        known = await lookups.content_of(session, digest)
    if known is None:
        async with catalog.database.transaction() as session:
            await lookups.drop_older(session, now - _KEPT)
            await lookups.keep(session, digest, content, now)
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
    """Raise UserError for what the bot never wrote: a client can send any id for a button."""
    try:
        letter, *values = json.loads(content)
        lookup = _KINDS[letter](*(_value(value) for value in values))
    except (ValueError, TypeError, LookupError) as error:
        raise UserError(_NOT_MINE) from error
    match lookup:
        case TalkCard(int(number)) | EventCard(int(number)) if 0 < number < _FIRST_NO_ID:
            return lookup
        case SpeakerCard(str()) | EventListing() | RunningNow() | StartingNext():
            return lookup
        case TalkSearch(str(), TalkFilter()) | TalkListing(TalkFilter()):
            return lookup
        case _:
            raise UserError(_NOT_MINE)


def _plain(value: Any) -> Any:
    """A filter as an object of the parts it has."""
    if not isinstance(value, TalkFilter):
        return value
    parts = {letter: getattr(value, name) for letter, name in _FILTER_PARTS.items()}
    return {letter: part.isoformat() if isinstance(part, date) else part for letter, part in parts.items() if part}


def _value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return TalkFilter(**{_FILTER_PARTS[letter]: _part(letter, part) for letter, part in value.items()})


def _part(letter: str, part: Any) -> Any:
    match letter:
        case "s":
            return tuple(part)
        case "d":
            return date.fromisoformat(part)
        case "e":
            return min(int(part), _FIRST_NO_ID - 1)
        case _:
            return str(part)
