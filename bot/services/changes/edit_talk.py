from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.catalog import CatalogTalk
from bot.domain.history import Action, Actor, CatalogChange
from bot.domain.imports import FieldChange, TalkChange
from bot.services.announcements.plan_occurrences import replan_event
from bot.services.catalog import Catalog
from bot.services.changes.ownership import own_talk
from bot.services.changes.read_form import read_form
from bot.services.changes.talk_form import TalkForm
from bot.services.changes.write_talks import change_talks
from bot.services.index_event import index_event
from bot.store import history, local_edits, search_index
from bot.store.database import Session


async def talk_to_edit(catalog: Catalog, talk_id: int, guild_id: int | None) -> CatalogTalk:
    """Raise UserError where it may not be changed from here."""
    async with catalog.database.reading() as session:
        return await own_talk(session, talk_id, guild_id)


async def edit_talk(
    catalog: Catalog, talk_id: int, form: TalkForm, *, guild_id: int | None, actor: Actor, now: datetime
) -> TalkChange:
    """What changed, which may be nothing. Raise UserError where the form cannot be read; then nothing was written."""
    async with catalog.database.transaction() as session:
        await search_index.hold(session, guild_id)
        entry = await own_talk(session, talk_id, guild_id)
        change = _change(entry, read_form(form, entry))
        if not change.changes:
            return change
        records = await change_talks(session, [change])
        await _remember_edits(session, change)
        await index_event(session, entry.event.id)
        await replan_event(session, entry.event.id, now)
        await history.record(
            session,
            CatalogChange(
                guild_id=guild_id,
                event_id=entry.event.id,
                event_name=entry.event.event.name,
                action=Action.EDIT,
                note=entry.talk.title,
                actor=actor,
                changed_at=now,
                event_before=entry.event.event,
                talks=tuple(records),
            ),
        )
        return change


def _change(entry: CatalogTalk, values: dict[str, Any]) -> TalkChange:
    changes = tuple(
        FieldChange(field, getattr(entry.talk, field), value)
        for field, value in values.items()
        if getattr(entry.talk, field) != value
    )
    talk = replace(entry.talk, **{change.field: change.after for change in changes})
    return TalkChange(entry=entry, talk=talk, changes=changes)


async def _remember_edits(session: Session, change: TalkChange) -> None:
    """The first edit of a field keeps what the source said. A field that says the same again is edited no longer."""
    known = (await local_edits.of_talks(session, [change.entry.id])).get(change.entry.id, {})
    published = {one.field: one.before for one in change.changes} | dict(known)
    edited = {field: value for field, value in published.items() if getattr(change.talk, field) != value}
    await local_edits.put(session, {change.entry.id: edited})
