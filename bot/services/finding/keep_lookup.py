"""Turning a lookup into a short token and back.

A token stands in a button's id, so it outlives the process. Most lookups fit into the token itself (`=…`); a longer one
is kept in the database and named by its digest (`#…`), so that the same lookup is kept once, for a while after it was
asked for last. Nothing tells who asked.
"""

import json
from dataclasses import fields
from datetime import datetime, timedelta
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
from bot.domain.questions import Question
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.finding.plain_filters import FIRST_NO_ID, filter_in, plain_filter
from bot.services.questions.plain_questions import plain_question, question_in
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
    "a": Question,
}
_NOT_MINE = "This button was not made by me. Ask again with the command."
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}


async def token_of(catalog: Catalog, lookup: Lookup, now: datetime) -> str:
    content = encoded(lookup)
    if len(content) < MAX_TOKEN:
        return f"={content}"
    digest = blake2b(content.encode(), digest_size=16).hexdigest()
    # Once a day, for from then on it is kept anew.
    key = (digest, now.date())
    if key not in catalog.kept_lookups:
        await _keep(catalog, digest, content, now)
        catalog.kept_lookups.keep(key, result=True)
    return f"#{digest}"


async def _keep(catalog: Catalog, digest: str, content: str, now: datetime) -> None:
    async with catalog.database.reading() as session:
        kept_at = await lookups.kept_at(session, digest)
    if kept_at is None or kept_at.date() != now.date():
        async with catalog.database.transaction() as session:
            await lookups.keep(session, digest, content, now)


def room_in_a_button(lookup: Lookup) -> int:
    """How many characters may be added before it has to be kept."""
    return MAX_TOKEN - 1 - len(encoded(lookup))


async def drop_old_lookups(catalog: Catalog, days: int, now: datetime) -> int:
    """How many went. `days` is how long history is kept, 0 for ever."""
    kept = min(_KEPT, timedelta(days=days)) if days else _KEPT
    async with catalog.database.transaction() as session:
        return await lookups.drop_older(session, now - kept)


async def lookup_of(catalog: Catalog, token: str) -> Lookup:
    if token.startswith("="):
        return _decode(token[1:])
    async with catalog.database.reading() as session:
        content = await lookups.content_of(session, token[1:])
    if content is None:
        raise UserError("This list is no longer known. Ask again with the command.")
    return _decode(content)


def encoded(lookup: Lookup) -> str:
    """All of it, where the values themselves may be equal and not the same: one instant in two zones."""
    return json.dumps([_LETTERS[type(lookup)], *_values(lookup)], ensure_ascii=False, separators=(",", ":"))


def _values(lookup: Lookup) -> list[Any]:
    if isinstance(lookup, Question):
        return plain_question(lookup)
    return [_plain(getattr(lookup, field.name)) for field in fields(lookup)]


def _decode(content: str) -> Lookup:
    """Raise UserError for what the bot never wrote: a client can send any id for a button."""
    try:
        letter, *values = json.loads(content)
        make: Any = _KINDS[letter]
        lookup = question_in(values) if make is Question else make(*map(_value, values))
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise UserError(_NOT_MINE) from error
    match lookup:
        case TalkCard(int(number)) | EventCard(int(number)) if 0 < number < FIRST_NO_ID:
            return lookup
        case SpeakerCard(str()) | EventListing() | RunningNow() | StartingNext() | Question():
            return lookup
        case TalkSearch(str(), TalkFilter(), bool()) | TalkListing(TalkFilter()):
            return lookup
        case _:
            raise UserError(_NOT_MINE)


def _plain(value: Any) -> Any:
    return plain_filter(value) if isinstance(value, TalkFilter) else value


def _value(value: Any) -> Any:
    return filter_in(value) if isinstance(value, dict) else value
