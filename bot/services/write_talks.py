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


async def add_talks(session: Session, event_id: int, source_id: int, new: Sequence[Talk]) -> list[TalkRecord]:
    ids = await talks.add_all(session, event_id, new)
    await sources.add_keys(session, source_id, {talk.key: talk_id for talk, talk_id in zip(new, ids, strict=True)})
    return [
        TalkRecord(talk_id=talk_id, before=None, after={"title": talk.title})
        for talk, talk_id in zip(new, ids, strict=True)
    ]


async def change_talks(session: Session, changes: Sequence[TalkChange]) -> list[TalkRecord]:
    edits = await local_edits.of_talks(session, [change.entry.id for change in changes])
    for change in changes:
        await talks.replace(session, change.entry.id, change.talk)
    return [_changed(change, edits.get(change.entry.id, {})) for change in changes]


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
            keys=tuple(keys.get(entry.id, ())),
            edits=_plain(edits.get(entry.id, {})),
        )
        for entry in entries
    ]


def _changed(change: TalkChange, edits: Mapping[str, Any]) -> TalkRecord:
    return TalkRecord(
        talk_id=change.entry.id,
        before={one.field: plain_value(one.before) for one in change.changes},
        after={one.field: plain_value(one.after) for one in change.changes},
        edits=_plain(edits),
    )


def _plain(edits: Mapping[str, Any]) -> dict[str, Any]:
    return {field: plain_value(value) for field, value in edits.items()}
