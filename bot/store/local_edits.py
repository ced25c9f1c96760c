from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.snapshots import plain_value, talk_value
from bot.store.batches import batches
from bot.store.change_tables import LocalEditRow
from bot.store.tables import TalkRow


async def of_event(session: AsyncSession, event_id: int) -> Mapping[int, Mapping[str, Any]]:
    """By talk: what the source says of each field that was edited here."""
    query = select(LocalEditRow).join(TalkRow).where(TalkRow.event_id == event_id)
    return _by_talk(await session.scalars(query))


async def of_talks(session: AsyncSession, talk_ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    edits: dict[int, dict[str, Any]] = {}
    for ids in batches(talk_ids):
        edits |= _by_talk(await session.scalars(select(LocalEditRow).where(LocalEditRow.talk_id.in_(ids))))
    return edits


async def put(session: AsyncSession, edits_by_talk: Mapping[int, Mapping[str, Any]]) -> None:
    """Exactly these fields of each talk count as edited from now on."""
    for ids in batches(list(edits_by_talk)):
        await session.execute(delete(LocalEditRow).where(LocalEditRow.talk_id.in_(ids)))
    rows = [
        {"talk_id": talk_id, "field": field, "published": plain_value(value)}
        for talk_id, published in edits_by_talk.items()
        for field, value in published.items()
    ]
    if rows:
        await session.execute(insert(LocalEditRow), rows)


def _by_talk(rows: Iterable[LocalEditRow]) -> dict[int, dict[str, Any]]:
    edits: dict[int, dict[str, Any]] = {}
    for row in rows:
        edits.setdefault(row.talk_id, {})[row.field] = talk_value(row.field, row.published)
    return edits
