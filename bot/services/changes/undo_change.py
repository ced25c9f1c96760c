"""Taking back the last thing that was done to one owner's events."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.catalog import Scope
from bot.domain.events import Event
from bot.domain.history import Action, Actor, CatalogChange, RecordedChange, TalkRecord
from bot.domain.snapshots import talk_of, talk_value
from bot.domain.talks import Talk
from bot.errors import UserError
from bot.services.announcements.plan_occurrences import replan_event
from bot.services.catalog import Catalog
from bot.services.index_event import index_event
from bot.store import events, history, local_edits, search_index, sources, talks
from bot.store.database import Session

_READINGS = {Action.IMPORT, Action.SYNC}


async def change_to_undo(catalog: Catalog, guild_id: int | None) -> RecordedChange:
    """Raise UserError where there is nothing to undo."""
    async with catalog.database.reading() as session:
        last = await history.last_standing(session, guild_id)
    if last is None:
        raise UserError("There is nothing to undo.")
    return last


async def undo_change(
    catalog: Catalog, change_id: int, *, guild_id: int | None, actor: Actor, now: datetime
) -> RecordedChange:
    """Raise UserError where something else was done, or undone, since the change was looked at."""
    async with catalog.database.transaction() as session:
        await search_index.hold(session, guild_id)
        last = await history.last_standing(session, guild_id)
        if last is None or last.id != change_id:
            raise UserError("Something else was done in the meantime. Look again with `/catalog undo`.")
        await _undo(session, last.change)
        await replan_event(session, last.change.event_id, now)
        await history.mark_undone(session, change_id)
        await history.record(session, _undoing(last.change, actor, now))
        return last


async def _undo(session: Session, change: CatalogChange) -> None:
    if change.event_before is None:
        await events.remove(session, change.event_id)
        await search_index.advance(session, change.guild_id)
        return
    await _restore_event(session, change, change.event_before)
    await talks.remove(session, [record.talk_id for record in change.talks if record.before is None])
    known_before = [record for record in change.talks if record.before is not None]
    await _put_back(session, change.event_id, [record for record in known_before if record.after is None])
    changed = [record for record in known_before if record.after is not None]
    await _change_back(session, changed, Scope(change.guild_id))
    keys = {record.talk_id: record.keys for record in known_before if record.keys}
    await sources.put_keys_back(session, change.event_id, keys)
    await local_edits.put(session, {record.talk_id: _edits_of(record) for record in known_before})
    await index_event(session, change.event_id)


async def _restore_event(session: Session, change: CatalogChange, before: Event) -> None:
    """With its sources: one that the change brought is followed no longer."""
    if await events.by_id(session, change.event_id, Scope(change.guild_id)) is None:
        await events.put_back(session, change.event_id, before, change.guild_id)
        await sources.put_back(session, change.sources)
        return
    await events.replace(session, change.event_id, before)
    if change.action in _READINGS and not change.sources:
        await sources.forget(session, change.event_id, change.note)


async def _put_back(session: Session, event_id: int, records: Sequence[TalkRecord]) -> None:
    removed = {record.talk_id: talk_of(record.before) for record in records if record.before is not None}
    await talks.put_back(session, event_id, removed)


async def _change_back(session: Session, records: Sequence[TalkRecord], scope: Scope) -> None:
    entries = await talks.by_ids(session, [record.talk_id for record in records], scope)
    records_by_id = {record.talk_id: record for record in records}
    await talks.replace(session, {entry.id: _as_before(entry.talk, records_by_id[entry.id]) for entry in entries})


def _as_before(talk: Talk, record: TalkRecord) -> Talk:
    return replace(talk, **{field: talk_value(field, value) for field, value in (record.before or {}).items()})


def _edits_of(record: TalkRecord) -> dict[str, Any]:
    return {field: talk_value(field, value) for field, value in record.edits.items()}


def _undoing(change: CatalogChange, actor: Actor, now: datetime) -> CatalogChange:
    """Undoing is history too, but not to be undone: whoever wants it back does it again."""
    return replace(
        change,
        action=Action.UNDO,
        note=f"{change.action}: {change.note}",
        actor=actor,
        changed_at=now,
        talks=(),
        sources=(),
        undone=True,
    )
