"""Changing an event's talks, with the records of it that tell the story and let it be undone.

Every function here changes talks inside the transaction of its caller, and returns one record for each talk it changed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.catalog import CatalogTalk
from bot.domain.history import TalkRecord
from bot.domain.imports import TalkChange
from bot.domain.snapshots import plain_talk, plain_value
from bot.domain.talks import Talk
from bot.store import local_edits, sources, talks
from bot.store.database import Session


async def add_talks(session: Session, event_id: int, new: Sequence[Talk]) -> list[TalkRecord]:
    ids = await talks.add_all(session, event_id, new)
    return [
        TalkRecord(talk_id=talk_id, before=None, after={"title": talk.title})
        for talk, talk_id in zip(new, ids, strict=True)
    ]


async def change_talks(session: Session, changes: Sequence[TalkChange]) -> list[TalkRecord]:
    ids = [change.entry.id for change in changes]
    edits = await local_edits.of_talks(session, ids)
    keys = await sources.keys_of_talks(session, [change.entry.id for change in changes if _is_renamed(change)])
    await talks.replace(session, {change.entry.id: change.talk for change in changes})
    return [_changed(change, keys.get(change.entry.id, ()), edits.get(change.entry.id, {})) for change in changes]


async def remove_talks(session: Session, entries: Sequence[CatalogTalk]) -> list[TalkRecord]:
    ids = [entry.id for entry in entries]
    keys = await sources.keys_of_talks(session, ids)
    edits = await local_edits.of_talks(session, ids)
    await talks.remove(session, ids)
    return [
        TalkRecord(
            talk_id=entry.id,
            before=plain_talk(entry.talk),
            after=None,
            keys=keys.get(entry.id, ()),
            edits=_plain(edits.get(entry.id, {})),
        )
        for entry in entries
    ]


async def leave_talks(session: Session, location: str, entries: Sequence[CatalogTalk]) -> list[TalkRecord]:
    """Talks that a source has no longer, but another has: where the source's key was theirs, the other's is now.

    The keys themselves go when those of the source are put.
    """
    keys = await sources.keys_of_talks(session, [entry.id for entry in entries])
    edits = await local_edits.of_talks(session, [entry.id for entry in entries])
    return [
        TalkRecord(
            talk_id=entry.id,
            before={"key": entry.talk.key},
            after={"key": next(key for other, key in keys[entry.id] if other != location)},
            keys=keys[entry.id],
            edits=_plain(edits.get(entry.id, {})),
        )
        for entry in entries
    ]


def _is_renamed(change: TalkChange) -> bool:
    return any(one.field == "key" for one in change.changes)


def _changed(change: TalkChange, keys: tuple[tuple[str, str], ...], edits: Mapping[str, Any]) -> TalkRecord:
    return TalkRecord(
        talk_id=change.entry.id,
        before={one.field: plain_value(one.before) for one in change.changes},
        after={one.field: plain_value(one.after) for one in change.changes},
        keys=keys,
        edits=_plain(edits),
    )


def _plain(edits: Mapping[str, Any]) -> dict[str, Any]:
    return {field: plain_value(value) for field, value in edits.items()}
