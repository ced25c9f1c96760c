"""Writing what an import plan says, and the record of it that an undo needs."""

from datetime import datetime

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.history import Action, Actor, CatalogChange, TalkRecord
from bot.domain.imports import ImportPlan, ProgrammePlan, RecordingPlan
from bot.services.index_event import index_event
from bot.services.write_talks import add_talks, change_talks, remove_talks
from bot.store import change_news, events, history, local_edits, sources
from bot.store.database import Session


async def apply_plan(
    session: Session, plan: ImportPlan, action: Action, actor: Actor, now: datetime, **said: str | None
) -> None:
    """`said` is what is remembered of the source beside its format and the time."""
    event = await _event(session, plan)
    source_id = await sources.remember(
        session, event.id, plan.location, format_name=plan.format_name, read_at=now, **said
    )
    records = await change_talks(session, plan.changed)
    if isinstance(plan, ProgrammePlan):
        await sources.add_keys(session, source_id, plan.matches)
        records += await add_talks(session, event.id, source_id, plan.new)
        records += await _let_go(session, plan.gone, source_id)
    await _remember_published(session, plan)
    if not plan.changes_nothing:
        await index_event(session, event.id)
        change_id = await history.record(session, _change(plan, event, records, action, actor, now))
        await change_news.spread(session, change_id, event.id)


async def _event(session: Session, plan: ImportPlan) -> CatalogEvent:
    if isinstance(plan, RecordingPlan):
        return plan.event
    if plan.known is None:
        return await events.add(session, plan.event, plan.guild_id)
    if plan.event_changes:
        await events.replace(session, plan.known.id, plan.event)
    return CatalogEvent(plan.known.id, plan.guild_id, plan.event)


async def _let_go(session: Session, gone: tuple[CatalogTalk, ...], source_id: int) -> list[TalkRecord]:
    """A talk that another source still has stays; the others are removed."""
    keys = await sources.keys_of_talks(session, [entry.id for entry in gone])
    elsewhere = {talk_id for talk_id, pairs in keys.items() if any(other != source_id for other, _ in pairs)}
    await sources.forget_keys(session, source_id, sorted(elsewhere))
    return await remove_talks(session, [entry for entry in gone if entry.id not in elsewhere])


async def _remember_published(session: Session, plan: ImportPlan) -> None:
    """What the source says now of the fields that were edited here."""
    edits = await local_edits.of_talks(session, [change.entry.id for change in plan.kept])
    for change in plan.kept:
        published = {kept.field: kept.after for kept in change.kept}
        await local_edits.put(session, change.entry.id, {**edits[change.entry.id], **published})


def _change(
    plan: ImportPlan, event: CatalogEvent, records: list[TalkRecord], action: Action, actor: Actor, now: datetime
) -> CatalogChange:
    known = plan.event if isinstance(plan, RecordingPlan) else plan.known
    return CatalogChange(
        guild_id=plan.guild_id,
        event_id=event.id,
        event_name=event.event.name,
        action=action,
        note=plan.location,
        actor=actor,
        changed_at=now,
        event_before=None if known is None else known.event,
        talks=tuple(records),
    )
