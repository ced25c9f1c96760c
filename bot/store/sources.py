from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import SourceKeyRow, SourceRow


async def remember(session: AsyncSession, event_id: int, location: str, *, format_name: str, read_at: datetime) -> int:
    """The source's id. Reading a source again moves its time on."""
    query = select(SourceRow).where(SourceRow.event_id == event_id, SourceRow.location == location)
    row = await session.scalar(query)
    if row is None:
        row = SourceRow(event_id=event_id, location=location)
        session.add(row)
    row.format_name, row.read_at = format_name, read_at
    await session.flush()
    return row.id


async def talk_ids_by_key(session: AsyncSession, event_id: int) -> Mapping[str, int]:
    """Over all sources of the event; where two sources use one key for different talks, the newer one counts."""
    query = select(SourceKeyRow.key, SourceKeyRow.talk_id).join(SourceRow).where(SourceRow.event_id == event_id)
    return dict((await session.execute(query.order_by(SourceRow.id))).all())


async def add_keys(session: AsyncSession, source_id: int, talk_ids_by_key: Mapping[str, int]) -> None:
    known = set(await session.scalars(select(SourceKeyRow.key).where(SourceKeyRow.source_id == source_id)))
    new = [
        {"source_id": source_id, "key": key, "talk_id": talk_id}
        for key, talk_id in talk_ids_by_key.items()
        if key not in known
    ]
    if new:
        await session.execute(insert(SourceKeyRow), new)
