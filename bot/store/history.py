from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.history import Action, Actor, CatalogChange, RecordedChange, TalkRecord
from bot.domain.snapshots import event_of, plain_event, plain_source, source_of
from bot.store.change_tables import CatalogChangeRow, TalkChangeRow


async def record(session: AsyncSession, change: CatalogChange) -> int:
    row = CatalogChangeRow(
        guild_id=change.guild_id,
        event_id=change.event_id,
        event_name=change.event_name,
        action=change.action,
        note=change.note,
        actor_id=change.actor.member_id,
        changed_at=change.changed_at,
        event_before=None if change.event_before is None else plain_event(change.event_before),
        sources=[plain_source(source) for source in change.sources],
        undone=change.undone,
    )
    session.add(row)
    await session.flush()
    if change.talks:
        await session.execute(insert(TalkChangeRow), [_columns(row.id, record) for record in change.talks])
    return row.id


async def newest(session: AsyncSession, guild_id: int | None, *, offset: int, limit: int) -> tuple[RecordedChange, ...]:
    """What was done to one owner's events, newest first."""
    query = select(CatalogChangeRow).where(_of_owner(guild_id)).order_by(CatalogChangeRow.id.desc())
    rows = (await session.scalars(query.offset(offset).limit(limit))).all()
    return await _with_talks(session, rows)


async def count(session: AsyncSession, guild_id: int | None) -> int:
    return await session.scalar(select(func.count()).select_from(CatalogChangeRow).where(_of_owner(guild_id))) or 0


async def last_standing(session: AsyncSession, guild_id: int | None) -> RecordedChange | None:
    """The newest change that was not undone yet, and is no undoing itself."""
    query = select(CatalogChangeRow).where(_of_owner(guild_id), CatalogChangeRow.undone.is_(False))
    rows = (await session.scalars(query.order_by(CatalogChangeRow.id.desc()).limit(1))).all()
    return next(iter(await _with_talks(session, rows)), None)


async def by_ids(session: AsyncSession, change_ids: Sequence[int]) -> tuple[RecordedChange, ...]:
    rows = await session.scalars(select(CatalogChangeRow).where(CatalogChangeRow.id.in_(change_ids)))
    return await _with_talks(session, rows.all())


async def mark_undone(session: AsyncSession, change_id: int) -> None:
    await session.execute(update(CatalogChangeRow).where(CatalogChangeRow.id == change_id).values(undone=True))


def _of_owner(guild_id: int | None) -> ColumnElement[bool]:
    return CatalogChangeRow.guild_id.is_(None) if guild_id is None else CatalogChangeRow.guild_id == guild_id


async def _with_talks(session: AsyncSession, rows: Sequence[CatalogChangeRow]) -> tuple[RecordedChange, ...]:
    query = select(TalkChangeRow).where(TalkChangeRow.change_id.in_([row.id for row in rows]))
    records: dict[int, list[TalkRecord]] = {row.id: [] for row in rows}
    for record in await session.scalars(query.order_by(TalkChangeRow.id)):
        records[record.change_id].append(_record(record))
    return tuple(RecordedChange(row.id, _change(row, records[row.id])) for row in rows)


def _change(row: CatalogChangeRow, records: Sequence[TalkRecord]) -> CatalogChange:
    return CatalogChange(
        guild_id=row.guild_id,
        event_id=row.event_id,
        event_name=row.event_name,
        action=Action(row.action),
        note=row.note,
        actor=Actor(row.actor_id),
        changed_at=row.changed_at,
        event_before=None if row.event_before is None else event_of(row.event_before),
        talks=tuple(records),
        sources=tuple(source_of(source) for source in row.sources),
        undone=row.undone,
    )


def _columns(change_id: int, record: TalkRecord) -> dict[str, object]:
    return {
        "change_id": change_id,
        "talk_id": record.talk_id,
        "before": record.before,
        "after": record.after,
        "kept": {"keys": record.keys, "edits": record.edits},
    }


def _record(row: TalkChangeRow) -> TalkRecord:
    return TalkRecord(
        talk_id=row.talk_id,
        before=row.before,
        after=row.after,
        keys=tuple((location, key) for location, key in row.kept["keys"]),
        edits=row.kept["edits"],
    )
