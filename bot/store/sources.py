from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.history import KnownSource
from bot.store.batches import batches
from bot.store.tables import SourceKeyRow, SourceRow


async def of_event(session: AsyncSession, event_id: int) -> tuple[KnownSource, ...]:
    rows = await session.scalars(select(SourceRow).where(SourceRow.event_id == event_id).order_by(SourceRow.id))
    return tuple(_known(row) for row in rows)


async def remember(
    session: AsyncSession, event_id: int, location: str, **said: Any
) -> tuple[int, tuple[KnownSource, ...]]:
    """The source's id, and what was known of it before, if anything was. `said` are columns of it."""
    query = select(SourceRow).where(SourceRow.event_id == event_id, SourceRow.location == location)
    row = await session.scalar(query)
    before = () if row is None else (_known(row),)
    if row is None:
        row = SourceRow(event_id=event_id, location=location)
        session.add(row)
    for name, value in said.items():
        setattr(row, name, value)
    await session.flush()
    return row.id, before


async def forget(session: AsyncSession, event_id: int, location: str) -> None:
    ours = (SourceRow.event_id == event_id, SourceRow.location == location)
    await session.execute(delete(SourceRow).where(*ours))


async def followed(session: AsyncSession) -> tuple[KnownSource, ...]:
    """All that are behind a URL, and so can be read again by the bot itself."""
    rows = await session.scalars(select(SourceRow).where(SourceRow.location.like("http%")).order_by(SourceRow.id))
    return tuple(_known(row) for row in rows)


async def put_back(session: AsyncSession, removed: Sequence[KnownSource]) -> None:
    """In the order they had. Their ids are new, for another source may have taken the old ones."""
    rows = [{name: value for name, value in asdict(source).items() if name != "id"} for source in removed]
    if rows:
        await session.execute(insert(SourceRow), rows)


async def keys_of_event(session: AsyncSession, event_id: int) -> Mapping[str, Mapping[str, int]]:
    """By location, oldest source first: the ids of the event's talks by what the source calls them, if it names any."""
    query = select(SourceRow.location, SourceKeyRow.key, SourceKeyRow.talk_id).outerjoin(SourceKeyRow)
    rows = await session.execute(query.where(SourceRow.event_id == event_id).order_by(SourceRow.id))
    found: dict[str, dict[str, int]] = {}
    for location, key, talk_id in rows:
        keys = found.setdefault(location, {})
        if key is not None:
            keys[key] = talk_id
    return found


async def keys_of_talks(session: AsyncSession, talk_ids: Sequence[int]) -> Mapping[int, tuple[tuple[str, str], ...]]:
    """By talk, oldest source first: each source's location with the key that the source has for it."""
    query = select(SourceKeyRow.talk_id, SourceRow.location, SourceKeyRow.key).join(SourceRow)
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for ids in batches(talk_ids):
        rows = await session.execute(query.where(SourceKeyRow.talk_id.in_(ids)).order_by(SourceRow.id))
        for talk_id, location, key in rows:
            found[talk_id] = (*found.get(talk_id, ()), (location, key))
    return found


async def put_keys(session: AsyncSession, source_id: int, ids_by_key: Mapping[str, int]) -> None:
    """Exactly these talks are called so by the source from now on."""
    query = select(SourceKeyRow.key, SourceKeyRow.talk_id).where(SourceKeyRow.source_id == source_id)
    known: dict[str, int] = dict((await session.execute(query)).all())
    stale = [key for key, talk_id in known.items() if ids_by_key.get(key) != talk_id]
    for keys in batches(stale):
        ours = SourceKeyRow.source_id == source_id
        await session.execute(delete(SourceKeyRow).where(ours, SourceKeyRow.key.in_(keys)))
    await _add_keys(session, [(source_id, key, id) for key, id in ids_by_key.items() if known.get(key) != id])


async def put_keys_back(
    session: AsyncSession, event_id: int, keys_by_talk: Mapping[int, Sequence[tuple[str, str]]]
) -> None:
    """These talks are called so again, and not otherwise.

    A key whose source is gone, or calls another talk so by now, is left out.
    """
    for ids in batches(list(keys_by_talk)):
        await session.execute(delete(SourceKeyRow).where(SourceKeyRow.talk_id.in_(ids)))
    taken = await keys_of_event(session, event_id)
    source_ids = {source.location: source.id for source in await of_event(session, event_id)}
    await _add_keys(
        session,
        [
            (source_ids[location], key, talk_id)
            for talk_id, keys in keys_by_talk.items()
            for location, key in keys
            if location in source_ids and key not in taken.get(location, {})
        ],
    )


async def _add_keys(session: AsyncSession, keys: Sequence[tuple[int, str, int]]) -> None:
    """Source's id, key, talk's id."""
    if keys:
        rows = [{"source_id": source_id, "key": key, "talk_id": talk_id} for source_id, key, talk_id in keys]
        await session.execute(insert(SourceKeyRow), rows)


def _known(row: SourceRow) -> KnownSource:
    return KnownSource(**{field.name: getattr(row, field.name) for field in fields(KnownSource)})
