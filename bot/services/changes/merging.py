"""What becomes of a talk or an event when a source says something about it.

What a source does not know never erases what is known, and a field that was edited here stays as it is.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from bot.domain.catalog import CatalogTalk
from bot.domain.events import Event
from bot.domain.imports import FieldChange, TalkChange
from bot.domain.talks import Talk

# The key belongs to the source, not to the talk.
_TALK_FIELDS = tuple(field.name for field in fields(Talk) if field.name != "key")

# An event keeps the names it has: its slug finds it, and its name is what people know.
_EVENT_FIELDS = tuple(field.name for field in fields(Event) if field.name not in {"slug", "name", "also_called"})


def merged_talk(entry: CatalogTalk, said: Talk, edits: Mapping[str, Any]) -> TalkChange:
    """`edits` are the fields edited here."""
    news = _news(entry.talk, said, _TALK_FIELDS)
    changes = tuple(change for change in news if change.field not in edits)
    kept = tuple(change for change in news if change.field in edits)
    talk = replace(entry.talk, **{change.field: change.after for change in changes})
    return TalkChange(entry=entry, talk=talk, changes=changes, kept=kept)


def changed_edits(
    pairs: Iterable[tuple[CatalogTalk, Talk]],
    edits: Mapping[int, Mapping[str, Any]],
    told: Collection[str] = _TALK_FIELDS,
) -> dict[int, Mapping[str, Any]]:
    """By talk, where what counts as edited is not as it was. `told` are the fields that the source speaks of."""
    standing = {
        entry.id: _standing(entry.talk, said, edits[entry.id], told) for entry, said in pairs if entry.id in edits
    }
    return {talk_id: now for talk_id, now in standing.items() if now != edits[talk_id]}


def _standing(talk: Talk, said: Talk, edits: Mapping[str, Any], told: Collection[str]) -> dict[str, Any]:
    """What the source says now of the edited fields. An edit ends where the source says the same."""
    news = {field: getattr(said, field) for field in edits if field in told}
    known = {field: value for field, value in news.items() if not _is_unknown(value)}
    ended = {field for field, value in known.items() if value == getattr(talk, field)}
    return {field: value for field, value in {**edits, **known}.items() if field not in ended}


def merged_event(known: Event, said: Event) -> tuple[Event, tuple[FieldChange, ...]]:
    changes = _news(known, said, _EVENT_FIELDS)
    names = (known.name, *known.also_called)
    also_called = (*known.also_called, *(name for name in (said.name, *said.also_called) if name not in names))
    if also_called != known.also_called:
        changes = (*changes, FieldChange("also_called", known.also_called, also_called))
    return replace(known, **{change.field: change.after for change in changes}), changes


def _news(known: Talk | Event, said: Talk | Event, names: tuple[str, ...]) -> tuple[FieldChange, ...]:
    pairs = ((name, getattr(known, name), getattr(said, name)) for name in names)
    return tuple(
        FieldChange(name, before, after) for name, before, after in pairs if after != before and not _is_unknown(after)
    )


def _is_unknown(value: Any) -> bool:
    return value is None or value in {"", ()}
