from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import Select, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.filters import TalkFilter
from bot.domain.talks import Speaker, Talk
from bot.store import events, speakers
from bot.store.batches import batches
from bot.store.tables import EventRow, SpeakerRow, TalkRow, TalkSpeakerRow, TalkTagRow
from bot.store.talk_conditions import conditions
from bot.store.talk_reading import PLAIN_COLUMNS, children, read_all, read_talks
from bot.store.upserting import is_postgres


async def by_ids(session: AsyncSession, ids: Sequence[int], scope: Scope) -> tuple[CatalogTalk, ...]:
    """In the order of `ids`; an id that is not there, or not visible, is left out."""
    values = {"ids": list(ids), "guild_id": scope.guild_id}
    talks = await read_all(session, _by_ids(postgres=is_postgres(session)), values)
    talks_by_id = {talk.id: talk for talk in talks}
    return tuple(talks_by_id[talk_id] for talk_id in ids if talk_id in talks_by_id)


@cache
def _by_ids(*, postgres: bool) -> Select[Any]:
    """Asked for every answer, and costly to put together."""
    query = select(TalkRow, EventRow, *children(postgres=postgres)).join(EventRow)
    seen = or_(EventRow.guild_id.is_(None), EventRow.guild_id == bindparam("guild_id"))
    return query.where(seen, TalkRow.id.in_(bindparam("ids", expanding=True)))


async def of_event(session: AsyncSession, event_id: int) -> tuple[CatalogTalk, ...]:
    query = select(TalkRow, EventRow).join(EventRow).where(TalkRow.event_id == event_id)
    return await read_talks(session, query.order_by(TalkRow.id))


async def programme(
    session: AsyncSession, talk_filter: TalkFilter, scope: Scope, *, offset: int, limit: int
) -> tuple[CatalogTalk, ...]:
    """In time order; talks whose time or day is not known come after those of which it is."""
    query = _visible_talks(scope).where(*conditions(talk_filter))
    in_time_order = (
        TalkRow.held_on.nulls_last(),
        TalkRow.starts_at.nulls_last(),
        TalkRow.room.nulls_last(),
        TalkRow.id,
    )
    return await read_talks(session, query.order_by(*in_time_order).offset(offset).limit(limit))


async def latest(
    session: AsyncSession, talk_filter: TalkFilter, scope: Scope, *, offset: int, limit: int
) -> tuple[CatalogTalk, ...]:
    """Newest first; talks whose day is not known come last."""
    query = _visible_talks(scope).where(*conditions(talk_filter))
    newest_first = (TalkRow.held_on.desc().nulls_last(), TalkRow.starts_at.desc().nulls_last(), TalkRow.id)
    return await read_talks(session, query.order_by(*newest_first).offset(offset).limit(limit))


async def starting_between(
    session: AsyncSession, earliest: datetime, latest: datetime, scope: Scope
) -> tuple[CatalogTalk, ...]:
    """In time order."""
    query = _visible_talks(scope).where(TalkRow.starts_at.between(earliest, latest))
    return await read_talks(session, query.order_by(TalkRow.starts_at, TalkRow.id))


async def count(session: AsyncSession, talk_filter: TalkFilter, scope: Scope) -> int:
    query = select(func.count()).select_from(TalkRow).join(EventRow)
    return await session.scalar(query.where(events.visible(scope), *conditions(talk_filter))) or 0


async def speaker_names(session: AsyncSession, talk_filter: TalkFilter, scope: Scope) -> tuple[str, ...]:
    query = select(SpeakerRow.name).join(TalkSpeakerRow).join(TalkRow).join(EventRow)
    query = query.where(events.visible(scope), *conditions(talk_filter)).distinct().order_by(SpeakerRow.name)
    return tuple(await session.scalars(query))


async def speakers_of(session: AsyncSession, ids: Sequence[int], talk_filter: TalkFilter) -> frozenset[str]:
    """Names of all who speak in some talks; with affiliations, of those alone who belong there."""
    names: set[str] = set()
    for some in batches(ids):
        query = select(SpeakerRow.name).join(TalkSpeakerRow).where(TalkSpeakerRow.talk_id.in_(some)).distinct()
        if talk_filter.affiliations:
            query = query.where(TalkSpeakerRow.affiliation.in_(talk_filter.affiliations))
        names.update(await session.scalars(query))
    return frozenset(names)


async def recording_count(session: AsyncSession, event_id: int) -> int:
    query = select(func.count(TalkRow.video_url)).where(TalkRow.event_id == event_id)
    return await session.scalar(query) or 0


async def matching_ids(session: AsyncSession, talk_filter: TalkFilter, scope: Scope) -> frozenset[int]:
    query = select(TalkRow.id).join(EventRow).where(events.visible(scope), *conditions(talk_filter))
    return frozenset(await session.scalars(query))


async def facets(
    session: AsyncSession,
    talk_filter: TalkFilter,
    scope: Scope,
    column: Literal["track", "held_on", "language", "room"],
) -> tuple[tuple[Any, int], ...]:
    """The values that a column has among the talks, each with how many talks have it, in the values' order."""
    value = getattr(TalkRow, column)
    query = select(value, func.count()).join(EventRow).where(events.visible(scope), *conditions(talk_filter))
    rows = await session.execute(query.where(value.is_not(None)).group_by(value).order_by(value))
    return tuple(rows.all())


async def times(
    session: AsyncSession, talk_filter: TalkFilter, scope: Scope
) -> tuple[tuple[int, date, datetime | None], ...]:
    """Id, day and start of the talks that are held and of which the day is known, in time order."""
    query = select(TalkRow.id, TalkRow.held_on, TalkRow.starts_at).join(EventRow)
    query = query.where(events.visible(scope), ~TalkRow.cancelled, TalkRow.held_on.is_not(None))
    in_time_order = (TalkRow.held_on, TalkRow.starts_at.nulls_last(), TalkRow.id)
    rows = await session.execute(query.where(*conditions(talk_filter)).order_by(*in_time_order))
    return tuple((id, day, start) for id, day, start in rows if day is not None)


async def add_all(session: AsyncSession, event_id: int, added: Sequence[Talk]) -> tuple[int, ...]:
    """The new talks' ids, in the order given."""
    if not added:
        return ()
    ids = await _new_ids(session, [_columns(talk) | {"event_id": event_id} for talk in added])
    await _add_children(session, dict(zip(ids, added, strict=True)))
    return ids


async def _new_ids(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """In the order of `rows`. For the sake of it SQLAlchemy would send SQLite row by row, but there ids only grow."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    new_ids = insert(TalkRow).returning(TalkRow.id, sort_by_parameter_order=not is_sqlite)
    ids = (await session.scalars(new_ids, rows)).all()
    return tuple(sorted(ids) if is_sqlite else ids)


async def put_back(session: AsyncSession, event_id: int, talks_by_id: Mapping[int, Talk]) -> None:
    """Removed talks under the ids that they had, which no other talks have taken."""
    rows = [_columns(talk) | {"id": talk_id, "event_id": event_id} for talk_id, talk in talks_by_id.items()]
    if rows:
        await session.execute(insert(TalkRow), rows)
        await _add_children(session, talks_by_id)


async def remove(session: AsyncSession, talk_ids: Sequence[int]) -> None:
    for ids in batches(talk_ids):
        await session.execute(delete(TalkRow).where(TalkRow.id.in_(ids)))


async def replace(session: AsyncSession, talks_by_id: Mapping[int, Talk]) -> None:
    if not talks_by_id:
        return
    await session.execute(update(TalkRow), [_columns(talk) | {"id": id} for id, talk in talks_by_id.items()])
    # The session would go on to show the rows as it read them before.
    session.expire_all()
    for ids in batches(list(talks_by_id)):
        for child in (TalkSpeakerRow, TalkTagRow):
            await session.execute(delete(child).where(child.talk_id.in_(ids)))
    await _add_children(session, talks_by_id)


async def _add_children(session: AsyncSession, talks_by_id: Mapping[int, Talk]) -> None:
    names = {speaker.name for talk in talks_by_id.values() for speaker in talk.speakers}
    speaker_ids = await speakers.ids_by_name(session, names)
    appearances = [
        _speaker_columns(speaker) | {"talk_id": talk_id, "position": position, "speaker_id": speaker_ids[speaker.name]}
        for talk_id, talk in talks_by_id.items()
        for position, speaker in enumerate(talk.speakers)
    ]
    if appearances:
        await session.execute(insert(TalkSpeakerRow), appearances)
    tags = [
        {"talk_id": talk_id, "position": position, "tag": tag}
        for talk_id, talk in talks_by_id.items()
        for position, tag in enumerate(talk.tags)
    ]
    if tags:
        await session.execute(insert(TalkTagRow), tags)


def _visible_talks(scope: Scope) -> Select[TalkRow, EventRow]:
    return select(TalkRow, EventRow).join(EventRow).where(events.visible(scope))


def _columns(talk: Talk) -> dict[str, Any]:
    columns = {name: getattr(talk, name) for name in PLAIN_COLUMNS}
    return columns | {"links": [asdict(link) for link in talk.links]}


def _speaker_columns(speaker: Speaker) -> dict[str, Any]:
    return {"affiliation": speaker.affiliation, "role": speaker.role, "note": speaker.note}
