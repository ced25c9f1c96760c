from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.history import KnownSource
from bot.store.tables import SourceKeyRow, SourceRow


async def of_event(session: AsyncSession, event_id: int) -> tuple[KnownSource, ...]:
    rows = await session.scalars(select(SourceRow).where(SourceRow.event_id == event_id).order_by(SourceRow.id))
    return tuple(_known(row) for row in rows)


async def remember(session: AsyncSession, event_id: int, location: str, **said: Any) -> int:
    """The source's id; `said` are columns of it. Reading a source again writes what is said anew."""
    query = select(SourceRow).where(SourceRow.event_id == event_id, SourceRow.location == location)
    row = await session.scalar(query)
    if row is None:
        row = SourceRow(event_id=event_id, location=location)
        session.add(row)
    for name, value in said.items():
        setattr(row, name, value)
    await session.flush()
    return row.id


async def followed(session: AsyncSession) -> tuple[KnownSource, ...]:
    """All that are behind a URL, and so can be read again by the bot itself."""
    rows = await session.scalars(select(SourceRow).where(SourceRow.location.like("http%")).order_by(SourceRow.id))
    return tuple(_known(row) for row in rows)


async def put_back(session: AsyncSession, removed: Sequence[KnownSource]) -> None:
    if removed:
        await session.execute(insert(SourceRow), [asdict(source) for source in removed])


async def put_back_keys(session: AsyncSession, talk_id: int, keys: Sequence[tuple[int, str]]) -> None:
    """A key whose source is gone, or names another talk by now, is left out."""
    for source_id, key in keys:
        source = await session.get(SourceRow, source_id)
        if source is not None and await session.get(SourceKeyRow, (source_id, key)) is None:
            session.add(SourceKeyRow(source_id=source_id, key=key, talk_id=talk_id))
    await session.flush()


async def keys(session: AsyncSession, event_id: int, location: str) -> Mapping[str, int]:
    """What one source calls the event's talks."""
    query = select(SourceKeyRow.key, SourceKeyRow.talk_id).join(SourceRow)
    query = query.where(SourceRow.event_id == event_id, SourceRow.location == location)
    return dict((await session.execute(query)).all())


async def keys_of_talks(session: AsyncSession, talk_ids: Sequence[int]) -> Mapping[int, list[tuple[int, str]]]:
    """By talk: each source's id with the key that the source has for it."""
    query = select(SourceKeyRow.talk_id, SourceKeyRow.source_id, SourceKeyRow.key)
    found: dict[int, list[tuple[int, str]]] = {}
    for talk_id, source_id, key in await session.execute(query.where(SourceKeyRow.talk_id.in_(talk_ids))):
        found.setdefault(talk_id, []).append((source_id, key))
    return found


async def forget_keys(session: AsyncSession, source_id: int, talk_ids: Sequence[int]) -> None:
    ours = SourceKeyRow.source_id == source_id
    await session.execute(delete(SourceKeyRow).where(ours, SourceKeyRow.talk_id.in_(talk_ids)))


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


def _known(row: SourceRow) -> KnownSource:
    return KnownSource(**{field.name: getattr(row, field.name) for field in fields(KnownSource)})
