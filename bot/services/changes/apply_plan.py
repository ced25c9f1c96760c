"""Writing what an import plan says, and the record of it that an undo needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.history import Action, Actor, CatalogChange, KnownSource, TalkRecord
from bot.domain.imports import ImportPlan, ProgrammePlan, RecordingPlan
from bot.services.announcements.plan_occurrences import replan_event
from bot.services.changes.write_talks import add_talks, change_talks, leave_talks, remove_talks
from bot.services.index_event import index_event, index_talks
from bot.store import change_news, events, history, local_edits, sources
from bot.store.database import Session


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does it, when, and as what."""

    action: Action
    actor: Actor
    now: datetime


async def apply_plan(session: Session, plan: ImportPlan, doing: Doing, said: Mapping[str, str | None]) -> None:
    """`said` is what is remembered of the source beside its format and the time."""
    event = await _event(session, plan)
    source_id, before = await sources.remember(
        session, event.id, plan.location, format_name=plan.format_name, read_at=doing.now, **said
    )
    records = await _write(session, plan, event, source_id)
    if plan.edits:
        await local_edits.put(session, plan.edits)
    if not plan.changes_nothing:
        await _index(session, plan, event, records)
        await replan_event(session, event.id, doing.now)
        change_id = await history.record(session, _change(plan, event, records, before, doing))
        await change_news.spread(session, change_id, event.id)


async def _event(session: Session, plan: ImportPlan) -> CatalogEvent:
    if isinstance(plan, RecordingPlan):
        return plan.event
    if plan.known is None:
        return await events.add(session, plan.event, plan.guild_id)
    if plan.event_changes:
        await events.replace(session, plan.known.id, plan.event)
    return CatalogEvent(plan.known.id, plan.guild_id, plan.event)


async def _write(session: Session, plan: ImportPlan, event: CatalogEvent, source_id: int) -> list[TalkRecord]:
    changed = await change_talks(session, plan.changed) if plan.changed else []
    if isinstance(plan, RecordingPlan):
        return changed
    left = await leave_talks(session, plan.location, plan.elsewhere) if plan.elsewhere else []
    gone = await remove_talks(session, plan.gone) if plan.gone else []
    new = await add_talks(session, event.id, plan.new) if plan.new else []
    new_ids = {talk.key: record.talk_id for talk, record in zip(plan.new, new, strict=True)}
    await sources.put_keys(session, source_id, {**plan.matches, **new_ids})
    return [*changed, *left, *gone, *new]


async def _index(session: Session, plan: ImportPlan, event: CatalogEvent, records: Sequence[TalkRecord]) -> None:
    """A new event holds just the new talks, so they need not be read again."""
    if isinstance(plan, ProgrammePlan) and plan.known is None:
        entries = [CatalogTalk(one.talk_id, event, talk) for one, talk in zip(records, plan.new, strict=True)]
        await index_talks(session, event, entries)
    else:
        await index_event(session, event.id)


def _change(
    plan: ImportPlan,
    event: CatalogEvent,
    records: Sequence[TalkRecord],
    read_before: tuple[KnownSource, ...],
    doing: Doing,
) -> CatalogChange:
    known = plan.event if isinstance(plan, RecordingPlan) else plan.known
    return CatalogChange(
        guild_id=plan.guild_id,
        event_id=event.id,
        event_name=event.event.name,
        action=doing.action,
        note=plan.location,
        actor=doing.actor,
        changed_at=doing.now,
        event_before=None if known is None else known.event,
        talks=tuple(records),
        sources=read_before,
    )
